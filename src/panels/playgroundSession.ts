import { t } from '@vscode/l10n';
import { UserFacingError } from '../domain/errors.ts';
import { consoleOf } from '../editor/connection/console.ts';
import { confirmOnProduction } from '../editor/connection/production.ts';
import type { RunParts } from '../editor/firstRun/keyRuntime.ts';
import {
  runPlace,
  settleRun,
  type RunPlace,
  type RunWatch,
} from '../editor/firstRun/watchedRun.ts';
import { requireStillThere } from '../editor/keys/here.ts';
import type { KeyRow } from '../editor/keys/snapshot.ts';
import type { Run } from '../wire/runs.ts';
import { keyInstead } from './keyInstead.ts';
import { createLatestTask } from './latestTask.ts';
import { refusalOf } from './refusal.ts';
import {
  afterBegin,
  afterEnd,
  afterLast,
  afterMade,
  afterStart,
  afterWait,
  idle,
  mayMake,
  withoutRun,
  type Doing,
  type SessionState,
} from './sessionState.ts';

/** Words for what goes on; `question` is asked first where it is production. */
interface TaskWords {
  readonly question?: string;
  readonly words: string;
  readonly does?: Doing;
}

/** Does it with the given key, which may be another one than the first that was tried. */
type RunWork = (place: RunPlace, watch: RunWatch, row: KeyRow) => Promise<Run>;

/** The one run that is looked at, and the one thing that goes on with it. */
export interface PlaygroundSession {
  readonly state: SessionState;
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

/** Every change that is seen is told by `changed`. */
export function createPlaygroundSession(parts: RunParts, changed: () => void): PlaygroundSession {
  const { keyList } = parts;
  let state = idle;
  let tried: { readonly words: TaskWords; readonly work: RunWork } | undefined;

  const show = (next: SessionState) => {
    state = next;
    changed();
  };
  const task = createLatestTask({
    begin(words) {
      show(afterBegin(state, words));
    },
    async refuse(error, keyId) {
      const { connection } = keyList.snapshot;
      const context = { keyId, consoleUrl: consoleOf(connection) };
      const needs = tried?.words.does && neededScope[tried.words.does];
      const instead = keyInstead(error, keyList.snapshot.keys, keyId, needs);
      const refusal = await refusalOf(error, context, instead);
      state = { ...state, refusal };
    },
    end() {
      show(afterEnd(state));
    },
  });
  const clear = () => {
    show(withoutRun(state));
  };

  const watch = (signal: AbortSignal, does: Doing): RunWatch => ({
    signal,
    onWait(seconds, because) {
      show(afterWait(state, seconds, because));
    },
    onMade(made) {
      show(afterMade(state, made, does));
    },
    onRead(reading) {
      show({ ...state, reading });
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
    if (makes && !mayMake(state)) {
      throw new UserFacingError(t('A run is being made already. Wait for it, or stop it.'));
    }
    if (makes) state = { ...state, isAsked: true };
    let here;
    try {
      here = await agreed(question);
    } finally {
      if (makes) state = { ...state, isAsked: false };
    }
    tried = { words: how, work };
    await task.take(words, row.key.api_key_id, async (signal) => {
      state = afterStart(state, does);
      const last = await work(await runPlace(parts, here, row), watch(signal, does), row);
      // What follows is about the rest of the editor; nobody has to wait for it here.
      show(afterLast(state, last));
      await settleRun(parts, here.context, state.past?.keyId ?? null, last);
    });
  };

  return {
    get state() {
      return state;
    },
    take,
    async again() {
      const instead = state.refusal?.instead;
      if (instead && tried) await take(instead, tried.words, tried.work);
    },
    clear,
    leave() {
      task.stop();
      state = { ...state, refusal: undefined };
      clear();
    },
    stop() {
      task.stop();
    },
  };
}
