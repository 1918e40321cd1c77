import * as z from 'zod/mini';
import { createRunBody, type CancelledRun } from '../../wire/runs.ts';
import { approvalsOf, closeApproval } from './approvalRows.ts';
import { endRun } from './catchUp.ts';
import type { HandlerResult } from '../exchange.ts';
import { once } from '../idempotency.ts';
import { insertRun } from './insertRun.ts';
import { parseBody, type Explain } from '../jsonBody.ts';
import type { AppContext } from '../appContext.ts';
import type { KeyContext } from '../workspaces/requestContext.ts';
import { wrongState } from '../httpError.ts';
import { createdRun, requireRun, wireRun, type RunRow } from './runRows.ts';
import { endStep } from './runSteps.ts';
import { callerOf } from '../credentials/keyAccess.ts';

/** `POST /runs`: queued at once, carried out afterwards. */
export async function createRun(plane: AppContext, context: KeyContext): Promise<HandlerResult> {
  const body = parseBody(createRunBody, context.body, explainRun(context.body));
  const { tenantId } = context.key;
  let startedId: string | undefined;
  const answer = await once(plane, context, {
    owner: tenantId,
    payload: context.body,
    perform(now) {
      startedId = insertRun(plane, context, now, body, null);
      const run = requireRun(plane.database, tenantId, startedId);
      return { resourceId: startedId, answer: ofRun(run, 201, createdRun(run)) };
    },
    repeat(runId) {
      const run = requireRun(plane.database, tenantId, runId);
      return ofRun(run, 200, createdRun(run));
    },
  });
  if (startedId !== undefined) plane.executor.schedule(startedId);
  return answer;
}

const givenKind = z.looseObject({ input: z.looseObject({ kind: z.unknown() }) });

/**
 * What is wrong with a run's request, in the server's words where it has any (docs/contract.md,
 * Runs).
 */
export function explainRun(body: unknown): Explain {
  return (path) => {
    switch (path.split('.', 2).join('.')) {
      case 'input':
        return 'Missing input.kind';
      case 'input.kind': {
        const kind = givenKind.safeParse(body).data?.input.kind ?? '';
        return kind === '' ? 'Missing input.kind' : 'input.kind must be a string';
      }
      case 'entry_agent_id':
      case 'policy_context.risk_tier':
        return `${path} must be a string when provided`;
      case 'policy_context.labels':
        return 'policy_context.labels must be an array of strings';
      default:
        return `${path} must be an object`;
    }
  };
}

/** An answer about a run carries the run's own trace id (docs/contract.md, Transport). */
export function ofRun(run: RunRow, status: 200 | 201, data: unknown): HandlerResult {
  return { status, data, traceId: run.trace_id };
}

/** `GET /runs/{id}`. */
export function readRun(plane: AppContext, context: KeyContext): HandlerResult {
  plane.executor.catchUp();
  const run = requireRun(plane.database, context.key.tenantId, context.param('run'));
  return ofRun(run, 200, wireRun(plane.database, run));
}

/** `POST /runs/{id}:cancel`: effective wherever the run is carried out, before its next step. */
export function cancelRun(plane: AppContext, context: KeyContext): Promise<HandlerResult> {
  const { database } = plane;
  const { tenantId } = context.key;
  const runId = context.param('run');
  const answer = (): HandlerResult => {
    const run = requireRun(database, tenantId, runId);
    const data: CancelledRun = {
      run_id: run.run_id,
      status: run.status,
      cancelled_at: run.completed_at,
    };
    return ofRun(run, 200, data);
  };
  return once(plane, context, {
    owner: tenantId,
    payload: null,
    perform(now) {
      const run = requireRun(database, tenantId, runId);
      if (run.phase === 'end') {
        throw wrongState('Run cannot be cancelled from its current state');
      }
      for (const approval of approvalsOf(database, runId)) {
        if (approval.status !== 'pending') continue;
        closeApproval(database, now, approval, run, {
          status: 'cancelled',
          actor: callerOf(context.key),
        });
      }
      endStep(database, now, runId, 'cancelled');
      endRun(database, now, runId, 'cancelled');
      return { resourceId: runId, answer: answer() };
    },
    repeat: answer,
  });
}
