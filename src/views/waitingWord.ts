import { after, type Disposable } from '../editor/disposables.ts';

/** A word about rows that stand for an answer; said only where the answer takes its time. */
export interface WaitingWord extends Disposable {
  /** Whether the rows of now are to be called what they are. */
  readonly isSaid: boolean;
  /** To be called whenever the rows may have changed. */
  look(): void;
}

/** An answer that comes sooner needs no word about what is shown until then. */
const patienceMs = 400;

/**
 * @param isWaiting whether rows stand for an answer now
 * @param say called once for each wait that takes longer; may call `look`
 * @param patience how long the answer has, in milliseconds
 */
export function createWaitingWord(
  isWaiting: () => boolean,
  say: () => void,
  patience = patienceMs,
): WaitingWord {
  let soon: Disposable | undefined;
  let isSaid = false;
  return {
    get isSaid() {
      return isSaid;
    },
    look() {
      if (!isWaiting()) {
        isSaid = false;
        soon?.dispose();
        soon = undefined;
      } else if (!isSaid) {
        soon ??= after(patience, () => {
          soon = undefined;
          isSaid = isWaiting();
          if (isSaid) say();
        });
      }
    },
    dispose() {
      soon?.dispose();
    },
  };
}
