import { randomUUID } from 'node:crypto';
import { t } from '@vscode/l10n';
import { UserFacingError } from '../domain/errors.ts';
import { demoRunRequest } from '../domain/firstRun/demoRun.ts';
import { decideApproval } from '../editor/firstRun/decideApproval.ts';
import type { RunParts } from '../editor/firstRun/keyRuntime.ts';
import { pastRun, pastRuns, type PastRun } from '../editor/firstRun/runHistory.ts';
import { makeRun, watchNewRun, watchRun } from '../editor/firstRun/watchedRun.ts';
import type { SessionContext } from '../editor/keys/snapshot.ts';
import { emptyDraft, type Draft } from './draft.ts';
import { checkedComment, pendingApproval } from './runApproval.ts';
import { createPlaygroundSession, type PlaygroundSession } from './playgroundSession.ts';
import { cancellingRow, readingRow, rowOf } from './runKeys.ts';
import { readRunRequest } from './runRequest.ts';

type Decision = 'approved' | 'rejected';

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
  decide(decision: Decision, comment: string): Promise<void>;
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
  const session = createPlaygroundSession(parts, changed);
  const here = { parts, session };
  return {
    draft: emptyDraft,
    session,
    make: (text, keyId) => make(here, text, keyId),
    cancel: () => cancel(here),
    async stop() {
      if (session.state.isRunning) await cancel(here);
      else session.stop();
    },
    decide: (decision, comment) => decide(here, decision, comment),
    replay: () => replay(here),
    async show(run) {
      await parts.keyList.here();
      const words = { words: t('Reading the run') };
      await session.take(readingRow(rows(here), run.keyId), words, (place, watch) =>
        watchRun(parts, place, run, watch),
      );
    },
    dispose() {
      session.stop();
    },
  };
}

/** What a run is done with: what the window has, and the run that is looked at. */
interface Here {
  readonly parts: RunParts;
  readonly session: PlaygroundSession;
}

const rows = ({ parts }: Here) => parts.keyList.snapshot.keys;

function known({ session }: Here): PastRun {
  const { past } = session.state;
  if (!past) throw new UserFacingError(t('There is no run here yet. Make one.'));
  return past;
}

async function make(here: Here, text: string, keyId: string): Promise<void> {
  const { parts, session } = here;
  const row = rowOf(rows(here), keyId);
  const request = readRunRequest(text, parts.keyList.snapshot.context?.workspaceSlug ?? '');
  const { body } = request;
  if (!body) throw new UserFacingError(request.valid ? '' : request.reason);
  const words = { question: t('Make a run'), words: t('Making the run'), does: 'make' } as const;
  await session.take(row, words, (place, watch, used) => {
    session.clear();
    return makeRun(parts, place, used, body, watch);
  });
}

async function cancel(here: Here): Promise<void> {
  const { parts, session } = here;
  const made = known(here);
  const words = {
    question: t('Cancel Run'),
    words: t('Cancelling the run'),
    does: 'cancel',
  } as const;
  await session.take(cancellingRow(rows(here), made.keyId), words, async (place, watch) => {
    const call = { idempotencyKey: randomUUID(), signal: watch.signal };
    await place.runtime.cancel(made.runId, call);
    return watchRun(parts, place, made, watch);
  });
}

async function decide(here: Here, decision: Decision, comment: string): Promise<void> {
  const { parts, session } = here;
  const made = known(here);
  const pending = pendingApproval(session.state.reading, parts.keyList.snapshot);
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
}

async function replay(here: Here): Promise<void> {
  const { parts, session } = here;
  const { runId, keyId } = known(here);
  const row = keyId === null ? readingRow(rows(here), keyId) : rowOf(rows(here), keyId);
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
}

/** A run that was made here, by its id. @throws UserFacingError when it is remembered no more. */
export function rememberedRun({ globalState, keyList }: RunParts, runId: string): PastRun {
  const { context } = keyList.snapshot;
  const found = context && pastRuns(globalState, context).find((each) => each.runId === runId);
  if (!found) throw new UserFacingError(t('This run is no longer remembered here.'));
  return found;
}
