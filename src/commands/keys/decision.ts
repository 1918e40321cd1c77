import { shortList } from '../../domain/text/shortList.ts';
import { t } from '@vscode/l10n';
import { UserFacingError, type Remedy } from '../../domain/errors.ts';
import { waitText } from '../../editor/secrets/waitText.ts';
import { describeArrived } from '../placements/placesOfKey.ts';
import { areUntouched } from '../../lifecycle/journal/closing.ts';
import { placeDecisions } from '../../lifecycle/steps/decidePlace.ts';
import type { Pending } from '../../lifecycle/steps/pending.ts';

/** What a person can say about an operation that goes on only by a word of theirs. */
export const decisions = [
  'try-again',
  /** Asks about each place that the old key waits for. */
  'decide',
  'leave-places',
  'give-up',
  ...placeDecisions,
] as const;
export type DecisionWord = (typeof decisions)[number];

/** Nothing but the person, or another try that they ask for, brings it any further. */
export function isForPerson({ for: reason }: Pick<Pending, 'for'>): boolean {
  return (
    reason === 'places' ||
    reason === 'second-copy' ||
    reason === 'old-in-use' ||
    reason === 'paused' ||
    reason === 'replacement'
  );
}

type Undecided = Pick<Pending, 'operationId' | 'for' | 'places' | 'newKeyId'> &
  Partial<Pick<Pending, 'step'>>;

/** Says what it waits for, with a button for each way out; `open` are the places, in words. */
export function decisionError(
  { operationId, for: reason, places, newKeyId, step }: Undecided,
  open: readonly string[],
): UserFacingError {
  const remedy = remedyOf(operationId);
  if (reason === 'second-copy') return copyError(operationId, open);
  const isPlaces = reason === 'places';
  const isInUse = reason === 'old-in-use';
  const isLost = reason === 'replacement' && newKeyId !== null;
  const args = [{ keyId: newKeyId }];
  return new UserFacingError(
    isPlaces || isInUse
      ? [
          t(
            'The new secret could not be written to: {0}. Both keys live until you have decided about each place.',
            shortList(open),
          ),
          ...describeArrived(places),
        ].join(' ')
      : isLost
        ? t(
            'The new key cannot take over: it has ended, or its secret is not here any more. The old key stays. Import the secret, or revoke the key that is not needed.',
          )
        : waitText('paused'),
    [
      remedy(t('Try Again'), 'try-again'),
      ...(isPlaces || isInUse ? [remedy(t('Decide for Each Place…'), 'decide')] : []),
      ...(isLost
        ? [
            { label: t('Restore…'), command: 'keyrail.restoreSecret', args },
            { label: t('Import Secret…'), command: 'keyrail.importSecret', args },
          ]
        : []),
      ...(areUntouched(places) && step !== 'retiring'
        ? [remedy(t('Revoke New Key'), 'give-up')]
        : []),
    ],
  );
}

/** Says which second copies could not be made, and why; the secret itself is kept. */
export function copyError(operationId: string, open: readonly string[]): UserFacingError {
  const remedy = remedyOf(operationId);
  return new UserFacingError(
    t(
      'The new secret is kept by this editor, but could not be kept in this place as well: {0}. Nothing is lost, and an old key that it is to replace in an overlap lives on.',
      shortList(open),
    ),
    [remedy(t('Try Again'), 'try-again'), remedy(t('Continue Without It'), 'leave-places')],
  );
}

const remedyOf =
  (operationId: string) =>
  (label: string, decision: DecisionWord): Remedy => ({
    label,
    command: 'keyrail.recover',
    args: [{ operationId, decision }],
  });
