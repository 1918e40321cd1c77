import { randomUUID } from 'node:crypto';
import type { RuntimeClient } from '../client/runtimeClient.ts';
import { demoRunRequest, isTerminal } from '../domain/firstRun/demoRun.ts';
import { UserFacingError } from '../domain/errors.ts';
import { rememberRun, runtimeWith, type RunParts } from '../editor/firstRun/demoRuns.ts';
import { rememberEvidence, usageReading } from '../editor/firstRun/evidenceStore.ts';
import { followRun } from '../editor/firstRun/followRun.ts';
import { confirmOnProduction } from '../editor/connection/production.ts';
import { pastRun, pastRuns, rememberPastRun, type PastRun } from '../editor/firstRun/runHistory.ts';
import { keyLabel, type KeyRow, type SessionContext } from '../editor/keys/snapshot.ts';
import type { Run } from '../wire/runs.ts';
import { createTurns } from './turns.ts';
import { refusalOf, type Refusal } from './refusal.ts';
import { cancellingRow, readingRow, rowOf } from './runKeys.ts';
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

  const busy = (words: string | null, waitSeconds: number | null = null) => {
    activity = words === null ? null : { words, waitSeconds };
    changed();
  };
  const turns = createTurns({
    begin(words) {
      refusal = undefined;
      busy(words);
    },
    async refuse(error, keyId) {
      refusal = await refusalOf(error, keyId);
    },
    end() {
      busy(null);
    },
  });

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
    // What follows is about the rest of the editor; nobody has to wait for it here.
    busy(null);
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
      const row = rowOf(keyRing.snapshot.keys, keyId);
      const request = readRunRequest(text, context.workspaceSlug);
      if (!request.valid) throw new UserFacingError(request.reason);
      await confirmOnProduction(context, 'Make a run');
      run = undefined;
      past = undefined;
      await turns.take('Making the run', keyId, async (signal) => {
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
        turns.stop();
        return;
      }
      const { session, context } = await keyRing.here();
      const made = past;
      const row = cancellingRow(keyRing.snapshot.keys, made.keyId);
      await confirmOnProduction(context, 'Cancel the run');
      await turns.take('Cancelling the run', row.key.api_key_id, async (signal) => {
        const runtime = await runtimeWith(parts, session, row);
        await runtime.cancel(made.runId, { idempotencyKey: randomUUID(), signal });
        await follow(runtime, context, row, made, signal, false);
      });
    },
    async replay() {
      const source = past;
      if (!source) throw new UserFacingError('There is no run to replay yet.');
      const { session, context } = await keyRing.here();
      const row = rowOf(keyRing.snapshot.keys, source.keyId);
      await confirmOnProduction(context, 'Replay the run');
      await turns.take('Replaying the run', source.keyId, async (signal) => {
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
      const row = readingRow(keyRing.snapshot.keys, known.keyId);
      await turns.take('Reading the run', row.key.api_key_id, async (signal) => {
        const runtime = await runtimeWith(parts, session, row);
        await follow(runtime, context, row, known, signal, false);
      });
    },
    dispose() {
      turns.stop();
    },
  };
}
