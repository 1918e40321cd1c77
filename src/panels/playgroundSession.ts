import { t } from '@vscode/l10n';
import { isThrottled } from '../client/transport/patience.ts';
import { UserFacingError } from '../domain/errors.ts';
import { consoleOf } from '../editor/connection/console.ts';
import { confirmOnProduction } from '../editor/connection/production.ts';
import type { RunParts } from '../editor/firstRun/keyRuntime.ts';
import type { PastRun } from '../editor/firstRun/runHistory.ts';
import {
  runPlace,
  settleRun,
  type RunPlace,
  type RunReading,
  type RunWatch,
} from '../editor/firstRun/watchedRun.ts';
import { requireStillThere } from '../editor/keys/here.ts';
import type { KeyRow } from '../editor/keys/snapshot.ts';
import type { Run } from '../wire/runs.ts';
import type { PlaygroundState } from './protocol/playground.ts';
import { keyInstead } from './keyInstead.ts';
import { refusalOf, type ShownRefusal } from './refusal.ts';
import { createLatestTask } from './latestTask.ts';

/** Words for what goes on; `question` is asked first where it is production. */
interface TaskWords {
  readonly question?: string;
  readonly words: string;
  /** What it does beside looking at the run that is there. */
  readonly does?: 'make' | 'cancel';
}

/** Does it with the given key, which may be another one than the first that was tried. */
type RunWork = (place: RunPlace, watch: RunWatch, row: KeyRow) => Promise<Run>;

/** The one run that is looked at, and the one thing that goes on with it. */
export interface PlaygroundSession {
  readonly activity: PlaygroundState['activity'];
  /** Whether a run goes on that was made by this or is cancelled by it, not the mere looking at one. */
  readonly isRunning: boolean;
  /** The run, and what was read of it last. */
  readonly past: PastRun | undefined;
  readonly reading: RunReading | undefined;
  readonly refusal: ShownRefusal | undefined;
  /** Does what was refused once more, with the key that the refusal names. */
  again(): Promise<void>;
  /**
   * Does something about a run with one key, shows how it goes on, and keeps what it proves.
   * @throws UserFacingError when it is to make a run while another one is being made: the server would
   * make and count both, and only one of them would be known here
   */
  take(row: KeyRow, words: TaskWords, work: RunWork): Promise<void>;
  /** Forgets the shown run: another run is about to be made. */
  clear(): void;
  /** Ends what goes on here, and keeps nothing of it: the place is another one now. */
  leave(): void;
  /** Ends what goes on here; on the server nothing is stopped. */
  stop(): void;
}

const neededScope = { make: 'runs:write', cancel: 'runs:manage' } as const;

/** Every change is told by `changed`. */
export function createPlaygroundSession(parts: RunParts, changed: () => void): PlaygroundSession {
  const { keyList } = parts;
  let activity: PlaygroundState['activity'] = null;
  let past: PastRun | undefined;
  let reading: RunReading | undefined;
  let refusal: ShownRefusal | undefined;
  let tried: { readonly words: TaskWords; readonly work: RunWork } | undefined;
  let isMaking = false;
  let isRunning = false;
  /** Whether a run is asked for whose turn has not come. */
  let isAsked = false;

  const busy = (words: string | null, waitSeconds: number | null = null) => {
    activity = words === null ? null : { words, waitSeconds };
    changed();
  };
  const task = createLatestTask({
    begin(words) {
      refusal = undefined;
      busy(words);
    },
    async refuse(error, keyId) {
      const { connection } = keyList.snapshot;
      const context = { keyId, consoleUrl: consoleOf(connection) };
      const needs = tried?.words.does && neededScope[tried.words.does];
      refusal = await refusalOf(
        error,
        context,
        keyInstead(error, keyList.snapshot.keys, keyId, needs),
      );
    },
    end() {
      isMaking = false;
      isRunning = false;
      busy(null);
    },
  });
  const clear = () => {
    past = undefined;
    reading = undefined;
    changed();
  };

  const watch = (signal: AbortSignal, does: TaskWords['does']): RunWatch => ({
    signal,
    onWait(seconds, because) {
      const words = isThrottled(because)
        ? t('The rate limit is reached; it goes on as soon as the control plane allows')
        : t('The control plane is not available; it goes on as soon as it may be asked again');
      busy(words, seconds);
    },
    onMade(made) {
      isMaking = false;
      isRunning = does !== undefined;
      if (made.runId !== past?.runId) reading = undefined;
      past = made;
      busy(isRunning ? t('The run goes on') : t('Reading the run'));
    },
    onRead(read) {
      reading = read;
      changed();
    },
  });

  /** Where it is to be done, once the person has agreed to it there. */
  const agreed = async (question: string | undefined) => {
    const { connection } = keyList.snapshot;
    const here = await keyList.here();
    if (question !== undefined) await confirmOnProduction(here.context, question);
    // The row and the run are of the place where this was asked for.
    if (connection) requireStillThere(connection, keyList.snapshot.connection);
    return here;
  };

  const take: PlaygroundSession['take'] = async (row, how, work) => {
    const { question, words, does } = how;
    const makes = does === 'make';
    if (makes && (isAsked || isMaking)) {
      throw new UserFacingError(t('A run is being made already. Wait for it, or stop it.'));
    }
    isAsked ||= makes;
    let here;
    try {
      here = await agreed(question);
    } finally {
      if (makes) isAsked = false;
    }
    tried = { words: how, work };
    await task.take(words, row.key.api_key_id, async (signal) => {
      isMaking = makes;
      isRunning = does === 'cancel';
      const last = await work(await runPlace(parts, here, row), watch(signal, does), row);
      if (past) past = { ...past, status: last.status, traceId: last.trace_id };
      // What follows is about the rest of the editor; nobody has to wait for it here.
      busy(null);
      await settleRun(parts, here.context, past?.keyId ?? null, last);
    });
  };

  return {
    get activity() {
      return activity;
    },
    get isRunning() {
      return isRunning;
    },
    get past() {
      return past;
    },
    get reading() {
      return reading;
    },
    get refusal() {
      return refusal;
    },
    take,
    async again() {
      const instead = refusal?.instead;
      if (instead && tried) await take(instead, tried.words, tried.work);
    },
    clear,
    leave() {
      task.stop();
      refusal = undefined;
      clear();
    },
    stop() {
      task.stop();
    },
  };
}
