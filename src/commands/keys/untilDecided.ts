import { CancelledError, UserFacingError } from '../../domain/errors.ts';

/**
 * Asks again until something is decided: a question that was dismissed, and a choice that could not be
 * carried out, decide nothing. `tell` says why it could not. Throws what is a bug.
 */
export async function untilDecided<T>(
  attempt: () => Promise<T>,
  tell: (error: UserFacingError) => void,
): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof UserFacingError) tell(error);
      else if (!(error instanceof CancelledError)) throw error;
    }
  }
}
