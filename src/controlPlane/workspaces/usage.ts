import type { Usage, UsageMetric } from '../../wire/usage.ts';
import type { Database, Query } from '../database/query.ts';
import { limitOf, planOf, UPGRADE_HREF } from './plans.ts';
import { HttpError } from '../httpError.ts';

/** Whose usage it is. */
export interface Consumer {
  readonly tenantId: string;
  readonly workspaceId: string;
  readonly planId: string;
}

const runsCreated: Query<{ n: number }> = {
  sql: 'SELECT count(*) AS n FROM runs WHERE tenant_id = ? AND created_at BETWEEN ? AND ?',
};
const artifactBytes: Query<{ n: number }> = {
  sql: 'SELECT ifnull(sum(size_bytes), 0) AS n FROM artifacts WHERE tenant_id = ?',
};
const activeProviders: Query<{ n: number }> = {
  sql: "SELECT count(*) AS n FROM tool_providers WHERE tenant_id = ? AND status = 'active'",
};

/** The calendar month in UTC, both ends inclusive (docs/contract.md, Usage). */
function period(now: Date): { period_start: string; period_end: string } {
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  return {
    period_start: new Date(Date.UTC(year, month)).toISOString(),
    period_end: new Date(Date.UTC(year, month + 1) - 1).toISOString(),
  };
}

function metric(used: number, limit: number | null): UsageMetric {
  return {
    used,
    limit,
    remaining: limit === null ? null : Math.max(0, limit - used),
    over_limit: limit !== null && used > limit,
  };
}

/** Usage of the current period. Runs and replays count alike, of whatever outcome. */
export function readUsage(database: Database, consumer: Consumer, now: Date) {
  const { period_start, period_end } = period(now);
  const plan = planOf(consumer.planId);
  const count = (query: Query<{ n: number }>, ...more: string[]) =>
    database.get(query, consumer.tenantId, ...more)?.n ?? 0;
  return {
    period_start,
    period_end,
    metrics: {
      runs_created: metric(
        count(runsCreated, period_start, period_end),
        limitOf(plan, 'runs_per_month'),
      ),
      artifact_storage_bytes: metric(count(artifactBytes), null),
      active_tool_providers: metric(count(activeProviders), limitOf(plan, 'tool_providers')),
    },
  } satisfies Usage;
}

/**
 * @throws HttpError 429 when the month's runs are used up: waiting is no help, unlike with the rate
 * limit.
 */
export function requireRunLeft(database: Database, consumer: Consumer, now: Date): void {
  const usage = readUsage(database, consumer, now);
  if (usage.metrics.runs_created.remaining !== 0) return;
  throw limitExceeded(consumer, usage, 'runs_created', {
    message: 'Workspace has reached the monthly run limit',
  });
}

/** @throws HttpError 429 when the plan does not have room for so many more providers. */
export function requireProvidersLeft(
  database: Database,
  consumer: Consumer,
  now: Date,
  required: number,
): void {
  const usage = readUsage(database, consumer, now);
  const { remaining } = usage.metrics.active_tool_providers;
  if (remaining === null || remaining >= required) return;
  throw limitExceeded(consumer, usage, 'active_tool_providers', {
    message: 'Workspace bootstrap would exceed the active tool provider limit',
    details: { providers_required: required },
  });
}

function limitExceeded(
  consumer: Consumer,
  usage: ReturnType<typeof readUsage>,
  scope: 'runs_created' | 'active_tool_providers',
  { message, details }: { message: string; details?: Record<string, unknown> },
): HttpError {
  const { used, limit, remaining } = usage.metrics[scope];
  return new HttpError(429, 'plan_limit_exceeded', message, {
    scope,
    used,
    limit,
    remaining,
    workspace_id: consumer.workspaceId,
    plan_id: consumer.planId,
    plan_code: planOf(consumer.planId).code,
    upgrade_href: UPGRADE_HREF,
    period_start: usage.period_start,
    period_end: usage.period_end,
    ...details,
  });
}
