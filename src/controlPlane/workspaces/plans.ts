import type { Plan } from '../../wire/plans.ts';
import { invalid, HttpError } from '../httpError.ts';

/** -1 is unlimited (docs/contract.md, Usage). */
const UNLIMITED = -1;

const local: Plan = {
  plan_id: 'plan_local',
  code: 'local',
  display_name: 'Local',
  tier: 'free',
  status: 'active',
  monthly_price_cents: 0,
  yearly_price_cents: 0,
  limits: {
    runs_per_month: 20_000,
    tool_providers: 20,
    member_seats: 20,
    artifact_retention_days: UNLIMITED,
  },
  features: { sso: false, audit_export: true, dedicated_environment: false },
};

/** The same plans as the real control plane's, so that its limits can be met on purpose. */
const plans: ReadonlyMap<string, Plan> = new Map(
  [
    local,
    paid('free', 'Free', 0, { runs: 1000, providers: 3, seats: 3, days: 7 }),
    paid('pro', 'Pro', 9900, { runs: 20_000, providers: 20, seats: 20, days: 30 }),
    paid('tiny', 'Tiny (test)', 0, { runs: 1, providers: 1, seats: 1, days: 1 }),
  ].map((plan) => [plan.plan_id, plan]),
);

function paid(
  code: string,
  name: string,
  cents: number,
  limit: { runs: number; providers: number; seats: number; days: number },
): Plan {
  return {
    plan_id: `plan_${code}`,
    code,
    display_name: name,
    tier: cents === 0 ? 'free' : 'paid',
    status: 'active',
    monthly_price_cents: cents,
    yearly_price_cents: cents * 10,
    limits: {
      runs_per_month: limit.runs,
      tool_providers: limit.providers,
      member_seats: limit.seats,
      artifact_retention_days: limit.days,
    },
    features: { sso: false, audit_export: cents > 0, dedicated_environment: false },
  };
}

/** The plan of a workspace; unknown ones (a file of a later version) are read as the local plan. */
export function planOf(planId: string): Plan {
  return plans.get(planId) ?? local;
}

/** @throws HttpError 400 for a plan that nobody offers. */
export function requirePlan(planId: string): Plan {
  const plan = plans.get(planId);
  if (plan === undefined) throw invalid('plan_id must reference an active pricing plan');
  return plan;
}

/** A plan's limit, `null` when there is none. */
export function limitOf(plan: Plan, name: 'runs_per_month' | 'tool_providers'): number | null {
  const limit = plan.limits[name];
  return limit == null || limit === UNLIMITED ? null : limit;
}

/** @throws HttpError 409 when the plan does not have audit export. */
export function requireAuditExport(planId: string, workspaceId: string): void {
  const plan = planOf(planId);
  if (plan.features.audit_export) return;
  throw new HttpError(
    409,
    'workspace_feature_unavailable',
    'Audit export is not available on the current workspace plan',
    {
      feature: 'audit_export',
      workspace_id: workspaceId,
      plan_code: plan.code,
      upgrade_href: UPGRADE_HREF,
    },
  );
}

/** Relative to a console, which the local control plane does not have; clients expect the field. */
export const UPGRADE_HREF = '/settings?intent=upgrade';
