import { t } from '@vscode/l10n';
import type { ApiError } from '../client/apiError.ts';
import { isThrottled } from '../client/transport/patience.ts';
import type { PastRun } from '../editor/firstRun/runHistory.ts';
import type { RunReading } from '../editor/firstRun/watchedRun.ts';
import type { Run } from '../wire/runs.ts';
import type { PlaygroundState } from './protocol/playground.ts';
import type { ShownRefusal } from './refusal.ts';

/** What something does beside looking at the run that is there. */
export type Doing = 'make' | 'cancel' | undefined;

/** The one run that is looked at, and what goes on with it; replaced as a whole, never changed. */
export interface SessionState {
  readonly activity: PlaygroundState['activity'];
  /** The run, and what was read of it last. */
  readonly past: PastRun | undefined;
  readonly reading: RunReading | undefined;
  readonly refusal: ShownRefusal | undefined;
  /** A run is asked for whose turn has not come. */
  readonly isAsked: boolean;
  /** A run is on its way, and whether there is one is not known yet. */
  readonly isMaking: boolean;
  /** Whether a run goes on that was made by this or is cancelled by it, not the mere looking at one. */
  readonly isRunning: boolean;
}

/** Before anything was done, or looked at. */
export const idle: SessionState = {
  activity: null,
  past: undefined,
  reading: undefined,
  refusal: undefined,
  isAsked: false,
  isMaking: false,
  isRunning: false,
};

/** The server would make and count two runs, of which only one would be known here. */
export function mayMake({ isAsked, isMaking }: SessionState): boolean {
  return !isAsked && !isMaking;
}

/** Something begins, and whatever was refused before is forgotten. */
export function afterBegin(before: SessionState, words: string): SessionState {
  return { ...before, refusal: undefined, activity: { words, waitSeconds: null } };
}

/** The server is asked now. */
export function afterStart(before: SessionState, does: Doing): SessionState {
  return { ...before, isMaking: does === 'make', isRunning: does === 'cancel' };
}

/** The server, or a proxy before it, wants a pause. */
export function afterWait(before: SessionState, seconds: number, because: ApiError): SessionState {
  const words = isThrottled(because)
    ? t('The rate limit is reached; it goes on as soon as the control plane allows')
    : t('The control plane is not available; it goes on as soon as it may be asked again');
  return { ...before, activity: { words, waitSeconds: seconds } };
}

/** There is a run, whatever comes after; what was read of another one says nothing about it. */
export function afterMade(before: SessionState, made: PastRun, does: Doing): SessionState {
  const isRunning = does !== undefined;
  const words = isRunning ? t('The run goes on') : t('Reading the run');
  return {
    ...before,
    isMaking: false,
    isRunning,
    past: made,
    reading: made.runId === before.past?.runId ? before.reading : undefined,
    activity: { words, waitSeconds: null },
  };
}

/** It came to its end. */
export function afterLast(before: SessionState, last: Run): SessionState {
  const { past } = before;
  return {
    ...before,
    past: past && { ...past, status: last.status, traceId: last.trace_id },
    activity: null,
  };
}

/** Nothing goes on any more, however it ended. */
export function afterEnd(before: SessionState): SessionState {
  return { ...before, isMaking: false, isRunning: false, activity: null };
}

/** No run is looked at. */
export function withoutRun(before: SessionState): SessionState {
  return { ...before, past: undefined, reading: undefined };
}
