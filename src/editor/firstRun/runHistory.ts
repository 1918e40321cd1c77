import type { Memento } from 'vscode';
import type { Run } from '../../wire/runs.ts';
import type { SessionContext } from '../keys/snapshot.ts';

/** A run that was made here: ids and outcome, nothing of what was sent or answered. */
export interface PastRun {
  readonly runId: string;
  readonly traceId: string | null;
  readonly status: string;
  /** `null` when it was made elsewhere; such a run is not remembered. */
  readonly keyId: string | null;
  /** ISO 8601 UTC, as the server said. */
  readonly createdAt: string;
  readonly replayOf: string | null;
  /** From its beginning to its end, in milliseconds; missing while it goes on. */
  readonly tookMs?: number | undefined;
}

type Where = Pick<SessionContext, 'connection' | 'workspaceId'>;

/** Enough for a picture of some days. */
const kept = 60;
const name = ({ connection, workspaceId }: Where) => `runs:${connection.id}:${workspaceId}`;

/** The last runs of a control-plane workspace, the newest first. */
export function pastRuns(state: Memento, context: Where): readonly PastRun[] {
  return state.get<readonly PastRun[]>(name(context), []);
}

/** Puts a run in front, or its new outcome where it stands. */
export async function rememberPastRun(state: Memento, context: Where, run: PastRun): Promise<void> {
  if (run.keyId === null) return;
  const known = pastRuns(state, context);
  const runs = known.some(({ runId }) => runId === run.runId)
    ? known.map((each) => (each.runId === run.runId ? run : each))
    : [run, ...known].slice(0, kept);
  await state.update(name(context), runs);
}

/** What is remembered of a run. */
export function pastRun(
  run: Pick<Run, 'run_id' | 'trace_id' | 'status' | 'created_at'>,
  keyId: string | null,
  replayOf: string | null,
): PastRun {
  return {
    runId: run.run_id,
    traceId: run.trace_id,
    status: run.status,
    keyId,
    createdAt: run.created_at,
    replayOf,
  };
}
