import { randomUUID } from 'node:crypto';
import { t } from '@vscode/l10n';
import { UserFacingError } from '../domain/errors.ts';
import { demoRunRequest } from '../domain/firstRun/demoRun.ts';
import { decideApproval } from '../editor/firstRun/decideApproval.ts';
import type { RunParts } from '../editor/firstRun/keyRuntime.ts';
import { pastRun, pastRuns, type PastRun } from '../editor/firstRun/runHistory.ts';
import { makeRun, watchNewRun, watchRun } from '../editor/firstRun/watchedRun.ts';
import type { SessionContext } from '../editor/keys/snapshot.ts';
import type { Draft } from './draft.ts';
import { checkedComment, pendingApproval } from './runApproval.ts';
import { createPlaygroundSession, type PlaygroundSession } from './playgroundSession.ts';
import { cancellingRow, readingRow, rowOf } from './runKeys.ts';
import { readRunRequest } from './runRequest.ts';

/** What happens in the playground. */
export interface Playground {
  draft: Draft;
  readonly session: PlaygroundSession;
  /** Makes a run with the key and follows it to its end. */
  make(text: string, keyId: string): Promise<void>;
  /** Stops the run on the server. */
  cancel(): Promise<void>;
  /** Stops what goes on: on the server where that is a run that was made here, else only here. */
  stop(): Promise<void>;
  /** Decides the approval that the run waits for, with a key of this editor that may. */
  decide(decision: 'approved' | 'rejected', comment: string): Promise<void>;
  replay(): Promise<void>;
  /** Reads a run again, with the key that made it or another one that is held. */
  show(run: PastRun): Promise<void>;
  dispose(): void;
}

/** The default request of a control-plane workspace: the one that counts as first run. */
export function defaultRequest(context: SessionContext | undefined): string {
  return JSON.stringify(demoRunRequest(context?.workspaceSlug ?? ''), undefined, 2);
}

/** Every change is told by `changed`. */
export function createPlayground(parts: RunParts, changed: () => void): Playground {
  const { keyList } = parts;
  const session = createPlaygroundSession(parts, changed);
  const rows = () => keyList.snapshot.keys;
  const known = (): PastRun => {
    if (!session.past) throw new UserFacingError(t('There is no run here yet. Make one.'));
    return session.past;
  };

  const cancel = async () => {
    const made = known();
    const words = {
      question: t('Cancel Run'),
      words: t('Cancelling the run'),
      does: 'cancel',
    } as const;
    await session.take(cancellingRow(rows(), made.keyId), words, async (place, watch) => {
      const call = { idempotencyKey: randomUUID(), signal: watch.signal };
      await place.runtime.cancel(made.runId, call);
      return watchRun(parts, place, made, watch);
    });
  };

  return {
    draft: { text: undefined, keyId: undefined },
    session,
    async make(text, keyId) {
      const row = rowOf(rows(), keyId);
      const request = readRunRequest(text, keyList.snapshot.context?.workspaceSlug ?? '');
      const { body } = request;
      if (!body) throw new UserFacingError(request.valid ? '' : request.reason);
      const words = {
        question: t('Make a run'),
        words: t('Making the run'),
        does: 'make',
      } as const;
      await session.take(row, words, (place, watch, used) => {
        session.clear();
        return makeRun(parts, place, used, body, watch);
      });
    },
    cancel,
    async stop() {
      if (session.isRunning) await cancel();
      else session.stop();
    },
    async decide(decision, comment) {
      const made = known();
      const pending = pendingApproval(session.reading, keyList.snapshot);
      if (!pending) throw new UserFacingError(t('This run waits for no approval any more.'));
      const { approval, approver } = pending;
      if (approver.kind === 'nobody') throw new UserFacingError(approver.why, [approver.remedy]);
      const said = checkedComment(comment);
      const words =
        decision === 'approved'
          ? { question: t('Approve Run'), words: t('Approving the run') }
          : { question: t('Reject the run'), words: t('Rejecting the run') };
      await session.take(approver.row, words, async (place, watch) => {
        const waiting = { id: approval.approval_id, runId: made.runId };
        const body = { decision, ...(said === '' ? {} : { comment: said }) };
        await decideApproval(place.runtime, waiting, body, watch.signal);
        return watchRun(parts, place, made, watch, waiting.id);
      });
    },
    async replay() {
      const { runId, keyId } = known();
      const row = keyId === null ? readingRow(rows(), keyId) : rowOf(rows(), keyId);
      const words = {
        question: t('Replay the run'),
        words: t('Replaying the run'),
        does: 'make',
      } as const;
      await session.take(row, words, async (place, watch, used) => {
        const { signal, onWait } = watch;
        const replayed = await place.runtime.replay(
          runId,
          { reason: t('Replayed from the playground') },
          { idempotencyKey: randomUUID(), signal, onWait },
        );
        const made = pastRun({ ...replayed, trace_id: null }, used.key.api_key_id, runId);
        return watchNewRun(parts, place, made, watch);
      });
    },
    async show(run) {
      await keyList.here();
      await session.take(
        readingRow(rows(), run.keyId),
        { words: t('Reading the run') },
        (place, watch) => watchRun(parts, place, run, watch),
      );
    },
    dispose() {
      session.stop();
    },
  };
}

/** A run that was made here, by its id. @throws UserFacingError when it is remembered no more. */
export function rememberedRun({ globalState, keyList }: RunParts, runId: string): PastRun {
  const { context } = keyList.snapshot;
  const found = context && pastRuns(globalState, context).find((each) => each.runId === runId);
  if (!found) throw new UserFacingError(t('This run is no longer remembered here.'));
  return found;
}
