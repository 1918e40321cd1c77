import { randomUUID } from 'node:crypto';
import type { ApiError } from '../../client/apiError.ts';
import type { RuntimeClient } from '../../client/api/runtimeClient.ts';
import { isDemoRun, isTerminal } from '../../domain/firstRun/demoRun.ts';
import type { RunEvent, RunGraph } from '../../wire/runGraph.ts';
import type { CreateRunBody, Run } from '../../wire/runs.ts';
import type { Session } from '../connection/session.ts';
import { rowOfKey, type KeyRow, type SessionContext } from '../keys/snapshot.ts';
import { readEvidence, rememberEvidence, usageReading } from './evidenceStore.ts';
import { followRun } from './followRun.ts';
import { runtimeWith, type RunParts } from './keyRuntime.ts';
import { pastRun, rememberPastRun, type PastRun } from './runHistory.ts';

/** What was read of a run in one go. */
export interface RunReading {
  readonly run: Run;
  readonly graph: RunGraph;
  readonly events: readonly RunEvent[];
}

/** How somebody looks on. */
export interface RunWatch {
  readonly signal: AbortSignal;
  /** Told before a pause that the server, or a proxy before it, asks for. */
  readonly onWait?: ((seconds: number, because: ApiError) => void) | undefined;
  /** Told once there is a run: it stays, whatever comes after. */
  readonly onMade?: ((run: PastRun) => void) | undefined;
  /** Told every reading; without it only the run itself is read. */
  readonly onRead?: ((reading: RunReading) => void) | undefined;
}

/** Where runs are made and read: a control-plane workspace, and a key as it is let in there. */
export interface RunPlace {
  readonly context: SessionContext;
  readonly runtime: RuntimeClient;
}

/** @throws UserFacingError when this editor holds no copy of the key; VaultError */
export async function runPlace(
  parts: RunParts,
  here: { readonly session: Session; readonly context: SessionContext },
  row: KeyRow,
): Promise<RunPlace> {
  return { context: here.context, runtime: await runtimeWith(parts, here.session, row) };
}

/**
 * Makes a run with the key itself and follows it. One that counts as first run is evidence from the
 * moment it is made. @throws ApiError, CancelledError
 */
export async function makeRun(
  parts: RunParts,
  place: RunPlace,
  row: KeyRow,
  body: CreateRunBody,
  watch: RunWatch,
): Promise<Run> {
  const { context, runtime } = place;
  const created = await runtime.createRun(body, {
    idempotencyKey: randomUUID(),
    signal: watch.signal,
    onWait: watch.onWait,
  });
  if (isDemoRun(body.context, context.workspaceSlug)) {
    await rememberRun(parts, context, row, { ...created, completed_at: null });
  }
  return watchNewRun(parts, place, pastRun(created, row.key.api_key_id, null), watch);
}

/** Follows a run that was made just now: one of the last here from its first moment. */
export async function watchNewRun(
  parts: Pick<RunParts, 'globalState'>,
  place: RunPlace,
  made: PastRun,
  watch: RunWatch,
): Promise<Run> {
  watch.onMade?.(made);
  await rememberPastRun(parts.globalState, place.context, made);
  return watchRun(parts, place, made, watch);
}

/**
 * Follows a run until it rests, and keeps how it ended among the last runs of this control-plane
 * workspace: not before it was read there, for it may be another one's. `decided` is an approval that was decided just now: waiting for it is no rest.
 */
export async function watchRun(
  { globalState }: Pick<RunParts, 'globalState'>,
  { context, runtime }: RunPlace,
  made: PastRun,
  { signal, onMade, onRead }: RunWatch,
  decided?: string,
): Promise<Run> {
  onMade?.(made);
  const run = await followRun(runtime, made.runId, {
    signal,
    decided,
    onRead:
      onRead &&
      (async (run) => {
        const [graph, events] = await Promise.all([
          runtime.graph(made.runId, { includePayloads: isTerminal(run.status) }, signal),
          runtime.events(made.runId, signal),
        ]);
        if (!signal.aborted) onRead({ run, graph, events: events.items });
      }),
  });
  const past = {
    ...made,
    status: run.status,
    traceId: run.trace_id,
    createdAt: run.created_at,
    tookMs: tookMs(run),
  };
  await rememberPastRun(globalState, context, past);
  return run;
}

function tookMs({ created_at: start, completed_at: end }: Run): number | undefined {
  const ms = Date.parse(end ?? '') - Date.parse(start);
  return Number.isNaN(ms) ? undefined : ms;
}

/**
 * Reads the server after a run and keeps what it proves, where the server takes this run for the
 * newest first run: it decides, also of replays and of runs that were made elsewhere.
 */
export async function settleRun(
  parts: Pick<RunParts, 'keyList' | 'globalState'>,
  context: SessionContext,
  keyId: string | null,
  run: Run,
): Promise<void> {
  const { keyList, globalState } = parts;
  await keyList.refresh();
  const { snapshot } = keyList;
  if (snapshot.context?.workspaceId !== context.workspaceId) return;
  const newest = snapshot.detail?.onboarding.latest_demo_run?.run_id;
  const known = readEvidence(globalState, context)?.run?.id;
  if (run.run_id !== newest && run.run_id !== known) return;
  await rememberRun(parts, context, keyId === null ? undefined : rowOfKey(snapshot, keyId), run);
  await rememberEvidence(globalState, context, usageReading(snapshot));
  keyList.redraw();
}

type RunFacts = Pick<Run, 'run_id' | 'trace_id' | 'status' | 'created_at' | 'completed_at'>;

function rememberRun(
  { globalState }: Pick<RunParts, 'globalState'>,
  context: SessionContext,
  row: KeyRow | undefined,
  run: RunFacts,
) {
  return rememberEvidence(globalState, context, {
    run: {
      id: run.run_id,
      traceId: run.trace_id,
      status: run.status,
      createdAt: run.created_at,
      completedAt: run.completed_at,
    },
    ...(row && {
      key: { id: row.key.api_key_id, prefix: row.key.key_prefix, scope: row.key.scope },
    }),
  });
}
