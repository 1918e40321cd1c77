import type { CreateRunBody } from '../../wire/runs.ts';

/**
 * The request that the server counts as first run of this control-plane workspace: the console's
 * Playground default (docs/contract.md, Onboarding; docs/contract.md, Runs), plus who really sent
 * it. Context is free-form on the server.
 */
export function demoRunRequest(workspaceSlug: string): CreateRunBody {
  return {
    input: {
      kind: 'user_instruction',
      text: 'Summarize the current approval queue and recommend the next operator action.',
    },
    entry_agent_id: 'catalog_router',
    context: {
      source_app: 'web_console',
      onboarding_flow: 'workspace_first_demo',
      workspace_slug: workspaceSlug,
      conversation_id: `onboarding-${workspaceSlug}`,
      client: 'keyrail',
    },
    policy_context: { risk_tier: 'default', labels: ['onboarding', 'demo'] },
    options: { async: true, priority: 'normal' },
  };
}

/**
 * The server's own test for a demo run: `source_app` is literal, the rest is either of two marks.
 */
export function isDemoRun(context: unknown, workspaceSlug: string): boolean {
  if (typeof context !== 'object' || context === null) return false;
  const field = (name: string): unknown => Reflect.get(context, name);
  return (
    field('source_app') === 'web_console' &&
    field('workspace_slug') === workspaceSlug &&
    (field('onboarding_flow') === 'workspace_first_demo' ||
      field('conversation_id') === `onboarding-${workspaceSlug}`)
  );
}

/** What a run's status comes to. `open` covers every status we do not know, as the server does. */
export type RunOutcome = 'open' | 'waiting' | 'succeeded' | 'failed';

const failed: ReadonlySet<string> = new Set([
  'failed',
  'error',
  'cancelled',
  'canceled',
  'terminated',
  'timed_out',
  'timeout',
]);

export function runOutcome(status: string): RunOutcome {
  if (status === 'completed') return 'succeeded';
  if (status === 'waiting_approval') return 'waiting';
  return failed.has(status) ? 'failed' : 'open';
}

/** True when the run will not move any more; waiting for an approval is not the end. */
export function isTerminal(status: string): boolean {
  const outcome = runOutcome(status);
  return outcome === 'succeeded' || outcome === 'failed';
}
