import { t } from '@vscode/l10n';
import { CancelledError, UserFacingError } from '../../domain/errors.ts';
import type { CloseReason } from '../../lifecycle/journal/entry.ts';
import type { NotKept, Outcome } from '../../lifecycle/drive/outcome.ts';
import { openOf } from '../../lifecycle/steps/openPlaces.ts';
import { describeOpen } from '../placements/placesOfKey.ts';
import { decisionError, isForPerson } from './decision.ts';
import { notRotatable } from './requireRotatable.ts';
import { waitingText } from './waitingText.ts';

const recoverNow = { label: t('Try Now'), command: 'keyrail.recover' };
const createKey = { label: t('Create Key…'), command: 'keyrail.createKey' };
const showKeys = { label: t('Show Keys'), command: 'keyrail.apiKeys.focus' };

/** What a person is told where an operation did not succeed, with its buttons; `undefined` where it did. */
export function failureOf(outcome: Exclude<Outcome, NotKept>): Error | undefined {
  switch (outcome.kind) {
    case 'kept':
    case 'rotated':
    case 'overlapping':
    case 'retired':
    case 'revoked':
    case 'lent':
    case 'loan-ended':
    case 'panicked':
      return undefined;
    case 'refused':
      return outcome.error;
    case 'not-sent':
      return outcome.error ?? new CancelledError();
    case 'cancelled':
      return new CancelledError();
    case 'waiting':
      if (isForPerson(outcome)) {
        return decisionError(
          { ...outcome, newKeyId: outcome.keyId },
          openOf([...outcome.places, ...outcome.secondCopies]).map(describeOpen),
        );
      }
      return new UserFacingError(waitingText(outcome.for, outcome.error), [recoverNow]);
    case 'closed':
      return outcome.oldIsDead
        ? new UserFacingError(bothDead, [createKey, showKeys])
        : new UserFacingError(closedText(outcome.because), [showKeys]);
    case 'superseded':
      return new UserFacingError(
        t('Somebody else ended the new key meanwhile. Look at the keys before you try again.'),
        [showKeys],
      );
    case 'taken-over':
      return new UserFacingError(t('Another window of this editor goes on with it.'), [showKeys]);
    case 'vault-broken':
      return new UserFacingError(
        outcome.problem === 'throws'
          ? t(
              'This editor’s key store cannot be used now, so no key was made. Unlock the keyring, or set one up, and try again.',
            )
          : t(
              'This editor’s key store does not give back what is put into it, so no key was made. Set up a keyring for this editor and try again.',
            ),
        [{ label: t('Show Log'), command: 'keyrail.showLog' }],
      );
    case 'journal-unwritable':
      return new UserFacingError(
        t(
          'The journal cannot be written ({0}), so nothing was asked of the control plane. Free some disk space and try again.',
          outcome.reason,
        ),
      );
    case 'not-connected':
      return new UserFacingError(t('This connection cannot be used now.'), [
        { label: t('Switch Connection…'), command: 'keyrail.switchConnection' },
      ]);
    case 'old-ended':
      return notRotatable(outcome.keyPrefix);
    case 'busy':
      return new UserFacingError(
        t('Something is already under way with this key, here or in another window.'),
        [recoverNow],
      );
    case 'needs-expiry':
      return new UserFacingError(
        t(
          'The lifetime of this key cannot be repeated. Call the command without arguments and choose an expiry.',
        ),
      );
    case 'needs-scope':
      return new UserFacingError(
        t('This key has full access. Call the command without arguments and choose scopes.'),
      );
    case 'nothing-to-do':
      return new UserFacingError(
        t('There is nothing to do: it is already done or was never begun.'),
        [showKeys],
      );
  }
}

const bothDead = t(
  'Every answer with the new secret was lost, so the new key was revoked. The old key had ended with the rotation. Create a key to go on.',
);

function closedText(because: CloseReason): string {
  switch (because) {
    case 'proof-refused':
      return t(
        'The new key was not accepted when it was tried, so it was revoked. Nothing else has changed: the old key works as before.',
      );
    case 'not-as-asked':
      return t(
        'The control plane made the key wider, or longer-lived, than was asked for, so it was revoked at once.',
      );
    case 'given-up':
    case 'secret-lost':
      return t('The operation was given up, and the key it had made was revoked.');
  }
}
