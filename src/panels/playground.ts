import { randomUUID } from 'node:crypto';
import type { RuntimeClient } from '../client/runtimeClient.ts';
import { demoRunRequest, isTerminal } from '../domain/demoRun.ts';
import { CancelledError, UserFacingError } from '../domain/errors.ts';
import { isUsable } from '../domain/keyStatus.ts';
import { grants } from '../domain/scopes.ts';
import { rememberRun, runtimeWith, type RunParts } from '../editor/demoRuns.ts';
import { rememberEvidence, usageReading } from '../editor/evidenceStore.ts';
import { followRun } from '../editor/followRun.ts';
import { heldKeys } from '../editor/heldKeys.ts';
import { confirmOnProduction } from '../editor/production.ts';
import { pastRuns, rememberPastRun, type PastRun } from '../editor/runHistory.ts';
import type { KeyRow, SessionContext } from '../editor/snapshot.ts';
import { keyLabel } from '../editor/snapshot.ts';
import type { Run } from '../wire/runs.ts';
import { refusalOf, type Refusal } from './refusal.ts';
import { readRunRequest } from './runRequest.ts';
import { shownRunOf } from './shownRun.ts';
import type { PlaygroundState, ShownRun } from './protocol/playground.ts';

export interface Draft {
  /** `undefined` while nobody has changed the default. */
  readonly text: string | undefined;
  readonly keyId: string | undefined;
}

/** What happens in the playground. Every change is told by `changed`. */
export interface Playground {
  draft: Draft;
  readonly activity: PlaygroundState['activity'];
  readonly run: ShownRun | undefined;
  readonly refusal: Refusal | undefined;
  /** Makes a run with the key and follows it to its end. */
  make(text: string, keyId: string): Promise<void>;
  /** Stops the run on the server; while it only waits to be made, the waiting. */
  cancel(): Promise<void>;
  replay(): Promise<void>;
  /** Reads a run of before again, with the key that made it or another one that is held. */
  show(runId: string): Promise<void>;
  dispose(): void;
}

/** The default request of a control-plane workspace: the one that counts as first run. */
export function defaultRequest(context: SessionContext | undefined): string {
  return JSON.stringify(demoRunRequest(context?.workspaceSlug ?? ''), undefined, 2);
}

export function createPlayground(parts: RunParts, changed: () => void): Playground {
  const { keyRing, globalState } = parts;
  let activity: PlaygroundState['activity'] = null;
  let run: ShownRun | undefined;
  let past: PastRun | undefined;
  let refusal: Refusal | undefined;
  let abort: AbortController | undefined;

  const busy = (words: string | null, waitSeconds: number | null = null) => {
    activity = words === null ? null : { words, waitSeconds };
    changed();
  };

  /** One thing at a time; what goes wrong becomes the refusal that the page shows. */
  const attempt = async (
    words: string,
    keyId: string,
    work: (signal: AbortSignal) => Promise<void>,
  ): Promise<void> => {
    abort?.abort(new CancelledError());
    const mine = new AbortController();
    abort = mine;
    refusal = undefined;
    busy(words);
    try {
      await work(mine.signal);
    } catch (error) {
      if (mine.signal.aborted || error instanceof CancelledError) return;
      refusal = await refusalOf(error, keyId);
    } finally {
      if (abort === mine) {
        abort = undefined;
        busy(null);
      }
    }
  };

  const onWait = (words: string) => (seconds: number) => {
    busy(words, seconds);
  };

  const follow = async (
    runtime: RuntimeClient,
    context: SessionContext,
    row: KeyRow,
    made: PastRun,
    signal: AbortSignal,
    counts: boolean,
  ): Promise<void> => {
    past = made;
    await rememberPastRun(globalState, context, made);
    busy('The run goes on');
    const last = await followRun(runtime, made.runId, {
      signal,
      onRead: async (read: Run) => {
        const [graph, events] = await Promise.all([
          runtime.graph(made.runId, { includePayloads: isTerminal(read.status) }, signal),
          runtime.events(made.runId, signal),
        ]);
        if (signal.aborted) return;
        run = shownRunOf({ run: read, graph, events: events.items }, keyLabel(row), made.replayOf);
        changed();
      },
    });
    past = { ...made, status: last.status, traceId: last.trace_id };
    await rememberPastRun(globalState, context, past);
    if (counts) await rememberRun(parts, context, row, last);
    await keyRing.refresh();
    if (!counts) return;
    await rememberEvidence(globalState, context, usageReading(keyRing.snapshot));
    keyRing.redraw();
  };

  return {
    draft: { text: undefined, keyId: undefined },
    get activity() {
      return activity;
    },
    get run() {
      return run;
    },
    get refusal() {
      return refusal;
    },
    async make(text, keyId) {
      const { session, context } = await keyRing.here();
      const row = heldRow(keyRing.snapshot.keys, keyId);
      const request = readRunRequest(text, context.workspaceSlug);
      if (!request.valid) throw new UserFacingError(request.reason);
      await confirmOnProduction(context, 'Make a run');
      run = undefined;
      past = undefined;
      await attempt('Making the run', keyId, async (signal) => {
        const runtime = await runtimeWith(parts, session, row);
        const created = await runtime.createRun(request.body, {
          idempotencyKey: randomUUID(),
          signal,
          onWait: onWait('The rate limit is reached; the run is made as soon as it allows'),
        });
        const made = pastRun(created, keyId, null);
        if (request.counts) {
          await rememberRun(parts, context, row, { ...created, completed_at: null });
        }
        await follow(runtime, context, row, made, signal, request.counts);
      });
    },
    async cancel() {
      if (!past || !run) {
        abort?.abort(new CancelledError());
        abort = undefined;
        busy(null);
        return;
      }
      const { session, context } = await keyRing.here();
      const made = past;
      const row = managingRow(keyRing.snapshot.keys, made.keyId);
      await confirmOnProduction(context, 'Cancel the run');
      await attempt('Cancelling the run', row.key.api_key_id, async (signal) => {
        const runtime = await runtimeWith(parts, session, row);
        await runtime.cancel(made.runId, { idempotencyKey: randomUUID(), signal });
        await follow(runtime, context, row, made, signal, false);
      });
    },
    async replay() {
      const source = past;
      if (!source) throw new UserFacingError('There is no run to replay yet.');
      const { session, context } = await keyRing.here();
      const row = heldRow(keyRing.snapshot.keys, source.keyId);
      await confirmOnProduction(context, 'Replay the run');
      await attempt('Replaying the run', source.keyId, async (signal) => {
        const runtime = await runtimeWith(parts, session, row);
        const replayed = await runtime.replay(
          source.runId,
          { reason: 'Replayed from the playground' },
          {
            idempotencyKey: randomUUID(),
            signal,
            onWait: onWait('The rate limit is reached; the replay is made as soon as it allows'),
          },
        );
        const made = pastRun({ ...replayed, trace_id: null }, source.keyId, source.runId);
        await follow(runtime, context, row, made, signal, false);
      });
    },
    async show(runId) {
      const { session, context } = await keyRing.here();
      const known = pastRuns(globalState, context).find((each) => each.runId === runId);
      if (!known) throw new UserFacingError('This run is no longer remembered here.');
      const held = heldKeys(keyRing.snapshot.keys);
      const row = held.find(({ key }) => key.api_key_id === known.keyId) ?? held[0];
      if (!row) throw new UserFacingError('This editor holds no live key to read the run with.');
      await attempt('Reading the run', row.key.api_key_id, async (signal) => {
        const runtime = await runtimeWith(parts, session, row);
        await follow(runtime, context, row, known, signal, false);
      });
    },
    dispose() {
      abort?.abort(new CancelledError());
    },
  };
}

function pastRun(
  run: Pick<Run, 'run_id' | 'trace_id' | 'status' | 'created_at'>,
  keyId: string,
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

function heldRow(rows: readonly KeyRow[], keyId: string): KeyRow {
  const row = rows.find(({ key }) => key.api_key_id === keyId);
  if (!row) throw new UserFacingError('This key is gone. Choose another one.');
  return row;
}

/** The run's own key where it may cancel, else a held one that may, else its own to be told so. */
function managingRow(rows: readonly KeyRow[], keyId: string): KeyRow {
  const own = heldRow(rows, keyId);
  const able = (row: KeyRow) => isUsable(row.status) && grants(row.key.scope, 'runs:manage');
  return able(own) ? own : (heldKeys(rows).find(able) ?? own);
}
