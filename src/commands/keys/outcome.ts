import { window } from 'vscode';
import type { NotKept, Outcome } from '../../lifecycle/drive/outcome.ts';
import type { Services } from '../../services.ts';
import { openOf } from '../../lifecycle/steps/openPlaces.ts';
import { describeOpen } from '../placements/placesOfKey.ts';
import { report } from '../../editor/report.ts';
import { copyError } from './decision.ts';
import { failureOf } from './failureOf.ts';
import { resolveNotKept } from './notKept.ts';

/** The outcomes that are an answer; everything else is told to the person. */
export type Success = Extract<
  Outcome,
  {
    kind:
      | 'kept'
      | 'rotated'
      | 'overlapping'
      | 'retired'
      | 'revoked'
      | 'lent'
      | 'loan-ended'
      | 'panicked';
  }
>;

/**
 * Waits for what is left of an operation in the background, draws again, and answers with its
 * success. @throws UserFacingError or ApiError for every other outcome.
 */
export async function succeed(services: Services, made: Outcome): Promise<Success> {
  const outcome = await decided(services, made);
  if ('settling' in outcome) {
    outcome.settling.then(
      () => services.refresh(),
      (error: unknown) => {
        services.log.error('An operation could not be settled; recovery goes on with it.', error);
      },
    );
  }
  const error = failureOf(outcome);
  if (error) throw error;
  if (outcome.kind === 'kept' || outcome.kind === 'rotated') {
    const open = openOf(outcome.secondCopies).map(describeOpen);
    if (open.length > 0) void report(copyError(outcome.operationId, open), services.log);
  }
  // Every kind that is no failure is one of these; `failureOf` is exhaustive.
  return outcome as Success;
}

/** The rows and the timer are right afterwards, whatever is thrown on the way. */
async function decided(services: Services, made: Outcome): Promise<Exclude<Outcome, NotKept>> {
  try {
    return made.kind === 'not-kept' ? await resolveNotKept(services, made) : made;
  } finally {
    await Promise.all([services.refresh(), services.recovery.reschedule()]);
  }
}

/** The quiet way to say that something worked. */
export function say(message: string): void {
  window.setStatusBarMessage(`$(key) ${message}`, 6000);
}
