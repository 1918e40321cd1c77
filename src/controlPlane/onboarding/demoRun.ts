import type { DemoRunSummary, Onboarding } from '../../wire/onboarding.ts';

/** How the newest demo run stands. */
export type DemoOutcome = 'missing' | 'succeeded' | 'failed' | 'open';

const FAILED = ['failed', 'error', 'cancelled', 'canceled', 'terminated', 'timed_out', 'timeout'];

/**
 * Whether a run counts as the first run of a workspace, by what its request says (docs/contract.md,
 * Onboarding).
 */
export function isDemoRequest(context: unknown, workspaceSlug: string): boolean {
  if (typeof context !== 'object' || context === null) return false;
  const said = (name: string): unknown => Reflect.get(context, name);
  return (
    said('source_app') === 'web_console' &&
    said('workspace_slug') === workspaceSlug &&
    (said('onboarding_flow') === 'workspace_first_demo' ||
      said('conversation_id') === `onboarding-${workspaceSlug}`)
  );
}

export function demoOutcome(run: DemoRunSummary | null): DemoOutcome {
  if (run === null) return 'missing';
  if (run.status === 'completed') return 'succeeded';
  return FAILED.includes(run.status) ? 'failed' : 'open';
}

/** What the server says about the newest demo run, word for word. */
export function demoHint(run: DemoRunSummary | null): Onboarding['latest_demo_run_hint'] {
  const outcome = demoOutcome(run);
  switch (outcome) {
    case 'missing':
      return null;
    case 'succeeded':
      return {
        status_label: 'Demo run completed successfully',
        is_terminal: true,
        needs_attention: false,
        suggested_action: 'Move to verification and attach run evidence.',
      };
    case 'failed':
      return {
        status_label: 'Demo run ended with a failure state',
        is_terminal: true,
        needs_attention: true,
        suggested_action:
          'Open Playground and retry the first demo flow after reviewing the run detail.',
      };
    case 'open': {
      const needsReview = run?.status === 'waiting_approval';
      return {
        status_label: needsReview
          ? 'Demo run requires operator review'
          : 'Demo run is still in progress',
        is_terminal: false,
        needs_attention: needsReview,
        suggested_action:
          'Monitor run progress in Playground, then capture evidence after completion.',
      };
    }
  }
}
