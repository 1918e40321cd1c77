import type { NotKept, Outcome } from '../../lifecycle/drive/outcome.ts';
import type { Telling, ListedKeys, Operations } from '../ports.ts';
import { openOf } from '../../lifecycle/steps/openPlaces.ts';
import { describeOpen } from '../placements/placesOfKey.ts';
import { copyError } from './decision.ts';
import { failureOf } from './failureOf.ts';

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
export async function succeed(
  ports: Telling & ListedKeys & Operations,
  made: Outcome,
): Promise<Success> {
  const outcome = await decided(ports, made);
  if ('settling' in outcome) {
    outcome.settling.then(
      () => ports.keyList.refresh(),
      (error: unknown) => {
        ports.log.error('An operation could not be settled; recovery goes on with it.', error);
      },
    );
  }
  const error = failureOf(outcome);
  if (error) throw error;
  if (outcome.kind === 'kept' || outcome.kind === 'rotated') {
    const open = openOf(outcome.secondCopies).map(describeOpen);
    if (open.length > 0) void ports.messages.report(copyError(outcome.operationId, open));
  }
  // Every kind that is no failure is one of these; `failureOf` is exhaustive.
  return outcome as Success;
}

/** The rows and the timer are right afterwards, whatever is thrown on the way. */
async function decided(
  ports: ListedKeys & Operations,
  made: Outcome,
): Promise<Exclude<Outcome, NotKept>> {
  try {
    return made.kind === 'not-kept' ? await ports.placeNotKept(made) : made;
  } finally {
    await Promise.all([ports.keyList.refresh(), ports.recovery.reschedule()]);
  }
}
