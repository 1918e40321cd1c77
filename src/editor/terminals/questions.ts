import { t } from '@vscode/l10n';
import { CancelledError, UserFacingError } from '../../domain/errors.ts';

/** More than a person sets going at once. */
const mostWaiting = 64;

/** The questions that programs in terminals set going. */
interface Questions {
  /** @throws UserFacingError where too many wait; CancelledError; whatever `ask` throws */
  readonly inTurn: <T>(ask: (beforeAsking: () => void) => Promise<T>) => Promise<T>;
}

/**
 * Lets one question be asked after the other: what was said to one may answer the next. A no is one to
 * all questions that wait, so that a program that asks without end is answered once; what was allowed
 * before asks none, and goes on.
 */
export function createQuestions(): Questions {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let refusals = 0;
  return {
    async inTurn(ask) {
      if (waiting >= mostWaiting) {
        throw new UserFacingError(
          t('Too many programs ask for a key at once. Answer the question in the window first.'),
        );
      }
      waiting += 1;
      const seen = refusals;
      const turn = last.then(() =>
        ask(() => {
          if (refusals !== seen) throw new CancelledError();
        }),
      );
      last = turn.catch(() => undefined);
      try {
        return await turn;
      } catch (error) {
        if (error instanceof CancelledError) refusals += 1;
        throw error;
      } finally {
        waiting -= 1;
      }
    },
  };
}
