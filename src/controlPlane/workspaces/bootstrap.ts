import type { BootstrapResult } from '../../wire/bootstrap.ts';
import { recordAction } from '../audit/audit.ts';
import { baselineOf, existingBaseline } from './baseline.ts';
import type { HandlerResult } from '../exchange.ts';
import { once } from '../idempotency.ts';
import type { AppContext } from '../appContext.ts';
import type { WorkspaceContext } from './requestContext.ts';
import { requireProvidersLeft } from './usage.ts';

const NEXT_ACTIONS = [
  'Create a service account for the first workload',
  'Issue an API key and store the one-time secret',
  'Open Playground or Runs to execute the first demo flow',
];

/**
 * What the last bootstrap found and made; kept with the workspace for its onboarding summary
 * (docs/contract.md, Onboarding).
 */
export interface BootstrapCounts {
  readonly providers_created: number;
  readonly providers_existing: number;
  readonly policies_created: number;
  readonly policies_existing: number;
}

/** `POST …/bootstrap`: creates what is missing of the baseline; 201 also when nothing was. */
export function bootstrap(plane: AppContext, context: WorkspaceContext): Promise<HandlerResult> {
  const { workspace } = context;
  const { database } = plane;
  const answer = (status: 200 | 201, counts: BootstrapCounts): HandlerResult => {
    const { providers, policies } = existingBaseline(database, workspace);
    const { workspace_id, organization_id, tenant_id, slug, display_name } = workspace;
    const data: BootstrapResult = {
      workspace: { workspace_id, organization_id, tenant_id, slug, display_name },
      summary: {
        providers_total: providers.length,
        policies_total: policies.length,
        ...counts,
      },
      providers,
      policies,
      next_actions: NEXT_ACTIONS,
    };
    return { status, data };
  };
  return once(plane, context, {
    owner: workspace.workspace_id,
    payload: null,
    perform(now) {
      const counts = completeBaseline(plane, context, now);
      database.run(
        'UPDATE workspaces SET bootstrap_summary = ? WHERE workspace_id = ?',
        JSON.stringify(counts),
        workspace.workspace_id,
      );
      recordAction(database, now, context, 'workspace_bootstrapped', { ...counts });
      return { resourceId: workspace.workspace_id, answer: answer(201, counts) };
    },
    repeat() {
      const { providers, policies } = existingBaseline(database, workspace);
      return answer(200, {
        providers_created: 0,
        providers_existing: providers.length,
        policies_created: 0,
        policies_existing: policies.length,
      });
    },
  });
}

function completeBaseline(
  plane: AppContext,
  { workspace }: WorkspaceContext,
  now: Date,
): BootstrapCounts {
  const { database } = plane;
  const baseline = baselineOf(workspace);
  const existing = existingBaseline(database, workspace);
  const has = new Set([
    ...existing.providers.map((provider) => provider.tool_provider_id),
    ...existing.policies.map((policy) => policy.policy_id),
  ]);
  const providers = baseline.providers.filter(({ id }) => !has.has(id));
  const policies = baseline.policies.filter(({ id }) => !has.has(id));
  const consumer = {
    tenantId: workspace.tenant_id,
    workspaceId: workspace.workspace_id,
    planId: workspace.plan_id,
  };
  requireProvidersLeft(database, consumer, now, providers.length);
  const common = {
    tenant_id: workspace.tenant_id,
    status: 'active',
    created_at: now.toISOString(),
  };
  for (const { id, name, url } of providers) {
    database.insert('tool_providers', { ...common, tool_provider_id: id, name, endpoint_url: url });
  }
  for (const { id, scope, decision, priority, conditions, approval } of policies) {
    database.insert('policies', {
      ...common,
      policy_id: id,
      scope: JSON.stringify(scope),
      decision,
      priority,
      conditions: JSON.stringify(conditions),
      approval_config: JSON.stringify(approval),
    });
  }
  return {
    providers_created: providers.length,
    providers_existing: existing.providers.length,
    policies_created: policies.length,
    policies_existing: existing.policies.length,
  };
}
