import { createRunBody, replayBody, type CreateRunBody, type ReplayBody } from '../../wire/runs.ts';
import type { HandlerResult } from '../exchange.ts';
import { once } from '../idempotency.ts';
import { insertRun } from './insertRun.ts';
import { parseBody } from '../jsonBody.ts';
import type { AppContext } from '../appContext.ts';
import type { KeyContext } from '../workspaces/requestContext.ts';
import { invalid } from '../httpError.ts';
import {
  replayOf,
  requestOf,
  requireRun,
  workflowStatus,
  type ReplayOrigin,
  type RunRow,
} from './runRows.ts';
import { explainRun, ofRun } from './runs.ts';
import { stepTypeOf } from './runSteps.ts';

/** `POST /runs/{id}/replay`: a new run of the same request, changed by `overrides`; counts as a run. */
export async function replayRun(plane: AppContext, context: KeyContext): Promise<HandlerResult> {
  const { database } = plane;
  const { tenantId } = context.key;
  const body = parseBody(replayBody, context.body, explain);
  const source = requireRun(database, tenantId, context.param('run'));
  const origin = originOf(plane, source, body);
  const changed = overridden(requestOf(source), body.overrides);
  const request = parseBody(createRunBody, changed, explainRun(changed));
  let startedId: string | undefined;
  const answer = await once(plane, context, {
    owner: tenantId,
    payload: context.body,
    perform(now) {
      startedId = insertRun(plane, context, now, request, origin);
      const run = requireRun(database, tenantId, startedId);
      const data = { ...replayed(run), replay_from_step_id: origin.from_step_id };
      return { resourceId: startedId, answer: ofRun(run, 201, data) };
    },
    repeat(runId) {
      const run = requireRun(database, tenantId, runId);
      return ofRun(run, 200, replayed(run));
    },
  });
  if (startedId !== undefined) plane.executor.schedule(startedId);
  return answer;
}

/** What both the first answer and its repetition say. */
function replayed(run: RunRow) {
  const origin = replayOf(run);
  return {
    run_id: run.run_id,
    replay_source_run_id: origin?.source_run_id,
    status: run.status,
    workflow_status: workflowStatus(run.status),
    replay_mode: origin?.mode,
    created_at: run.created_at,
  };
}

function originOf(plane: AppContext, source: RunRow, body: ReplayBody): ReplayOrigin {
  const common = { source_run_id: source.run_id, reason: body.reason ?? null };
  if (body.mode !== 'from_step') {
    return { ...common, mode: 'from_input', from_step_id: null, start_phase: 'plan' };
  }
  const stepId = body.from_step_id ?? '';
  const type = stepTypeOf(plane.database, source.run_id, stepId);
  if (type === undefined) throw invalid('from_step_id must reference a step of the source run');
  return {
    ...common,
    mode: 'from_step',
    from_step_id: stepId,
    start_phase: type === 'planner' ? 'plan' : 'policy',
  };
}

/** Objects are merged field by field, everything else is replaced. */
function overridden(request: CreateRunBody, overrides: unknown): unknown {
  if (overrides == null) return request;
  if (typeof overrides !== 'object' || Array.isArray(overrides)) {
    throw invalid('overrides must be an object');
  }
  const changed: Record<string, unknown> = { ...request };
  for (const [name, value] of Object.entries(overrides)) {
    const before = changed[name];
    changed[name] = isObject(before) && isObject(value) ? { ...before, ...value } : value;
  }
  return changed;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function explain(path: string): string {
  return path === 'mode'
    ? 'Replay mode must be from_input or from_step'
    : `${path} must be a string when provided`;
}
