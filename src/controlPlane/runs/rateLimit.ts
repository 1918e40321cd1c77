import type { Database, Query } from '../database/query.ts';
import { HttpError } from '../httpError.ts';

const created: Query<{ n: number }> = {
  sql: 'SELECT count(*) AS n FROM runs WHERE tenant_id = ? AND created_at >= ? AND (replay IS NOT NULL) = ?',
};

const WINDOW_MS = 60_000;

/**
 * Counts what was created in this fixed minute, over all processes that share the file. @throws
 * HttpError 429 with `Retry-After`, which the real server leaves out (docs/contract.md, Rate and plan
 * limits). A limit of 0 is off.
 */
export function requireRate(
  database: Database,
  now: Date,
  tenantId: string,
  scope: 'runs_create' | 'runs_replay',
  limit: number,
): void {
  if (limit === 0) return;
  const startMs = Math.floor(now.getTime() / WINDOW_MS) * WINDOW_MS;
  const start = new Date(startMs).toISOString();
  const used = database.get(created, tenantId, start, scope === 'runs_replay' ? 1 : 0)?.n ?? 0;
  if (used < limit) return;
  const endMs = startMs + WINDOW_MS;
  const seconds = Math.ceil((endMs - now.getTime()) / 1000);
  throw new HttpError(
    429,
    'rate_limited',
    'Run mutation rate limit exceeded',
    {
      scope,
      limit,
      remaining: 0,
      retry_after_seconds: seconds,
      window_started_at: start,
      window_ends_at: new Date(endMs).toISOString(),
    },
    { 'retry-after': String(seconds) },
  );
}
