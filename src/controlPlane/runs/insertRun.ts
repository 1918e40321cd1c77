import type { CreateRunBody } from '../../wire/runs.ts';
import { isDemoRequest } from '../onboarding/demoRun.ts';
import { newId } from '../ids.ts';
import type { AppContext } from '../appContext.ts';
import type { KeyContext } from '../workspaces/requestContext.ts';
import { requireRate } from './rateLimit.ts';
import type { ReplayOrigin } from './runRows.ts';
import { requireRunLeft } from '../workspaces/usage.ts';

/**
 * Stores a run that this process will carry out, and answers its id. @throws HttpError 429 when the
 * minute's or the month's runs are used up. Belongs into a transaction; `schedule` comes after it.
 */
export function insertRun(
  plane: AppContext,
  context: KeyContext,
  now: Date,
  request: CreateRunBody,
  replay: ReplayOrigin | null,
): string {
  const { key } = context;
  const { runsPerMinute, replaysPerMinute } = plane.limits;
  if (replay === null) {
    requireRate(plane.database, now, key.tenantId, 'runs_create', runsPerMinute);
  } else {
    requireRate(plane.database, now, key.tenantId, 'runs_replay', replaysPerMinute);
  }
  requireRunLeft(plane.database, key, now);
  const runId = newId('run', now);
  plane.database.insert('runs', {
    run_id: runId,
    tenant_id: key.tenantId,
    trace_id: context.traceId,
    request_id: context.requestId,
    created_by: key.subject,
    api_key_id: key.apiKeyId,
    request: JSON.stringify(request),
    is_demo: isDemoRequest(request.context, key.workspaceSlug) ? 1 : 0,
    replay: replay === null ? null : JSON.stringify(replay),
    status: 'queued',
    phase: 'start',
    ...plane.executor.claim(),
    created_at: now.toISOString(),
    updated_at: now.toISOString(),
  });
  return runId;
}
