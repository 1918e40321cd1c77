import { t } from '@vscode/l10n';
import { programPlaceText } from '../../domain/keys/programPlaceText.ts';
import { shortList } from '../../domain/text/shortList.ts';
import { assertNever, type Remedy } from '../../domain/errors.ts';
import type { LifecycleEvent } from '../../lifecycle/model/events.ts';
import { operationNames, waitText } from './waitText.ts';

/** What the person is told of something that happened beside a command. */
export interface EventText {
  /** `log`: worth a line in the log only. */
  readonly level: 'log' | 'info' | 'warning';
  readonly sentence: string;
  readonly remedies: readonly Remedy[];
}

const show: Remedy = { label: t('Show Keys'), command: 'keyrail.apiKeys.focus' };

/**
 * `name` turns a key id into what the person calls the key, `elsewhere` a connection id into the name
 * of the connection, where that is not the one in use.
 */
export function eventText(
  event: LifecycleEvent,
  name: (keyId: string) => string,
  elsewhere: (connectionId: string) => string | undefined,
): EventText {
  switch (event.kind) {
    case 'finished':
      return told(
        'info',
        event.keyId === undefined
          ? t('Keyrail finished what had been interrupted.')
          : t(
              'Keyrail finished what had been interrupted. The secret of {0} is kept.',
              name(event.keyId),
            ),
        [show],
      );
    case 'lost-and-replaced':
      return told(
        'info',
        t(
          'The answer with a new secret was lost on the way. Nobody had that secret, so Keyrail rotated the key at once: {0} takes its place, and its secret is kept.',
          name(event.keyId),
        ),
        [show],
      );
    case 'ended-unowned':
      return told('info', t('{0} was revoked: {1}', name(event.keyId), endings[event.because]), [
        show,
      ]);
    case 'suspect':
      return suspected(name(event.keyId), event.keyId, elsewhere(event.connectionId));
    case 'not-made':
      return told(
        'warning',
        t(
          'Interrupted and not done: {0}. The control plane refuses it now ({1}).',
          operationNames[event.operation],
          event.code,
        ),
        [show],
      );
    case 'waiting':
      return told('log', `${event.operation} ${event.operationId}: ${waitText(event.for)}`);
    case 'retired':
      return told(
        event.isTold ? 'log' : 'info',
        t(
          'The old key {0} has ended. {1} has taken over.',
          name(event.keyId),
          name(event.replacementId),
        ),
        [show],
      );
    case 'old-key-stays':
      return told(
        'warning',
        t(
          '{0} has ended, so the old key {1} stays and works on.',
          name(event.endedId),
          name(event.keyId),
        ),
        [
          {
            label: t('Rotate Key…'),
            command: 'keyrail.rotate',
            args: [{ keyId: event.keyId }],
          },
        ],
      );
    case 'loan-ended':
      return told('info', t('The loan of {0} is over. The key is revoked.', name(event.keyId)), [
        show,
      ]);
    case 'panic-finished':
      return told(
        'info',
        t(
          'Revoke Keys and Wipe Copies is finished: {0} revoked, and no local copy is left.',
          event.keyIds.map(name).join(', '),
        ),
        [show],
      );
    case 'copies-missing':
      return told(
        'warning',
        t(
          'This editor no longer has the secret of {0}. Its key store was emptied.',
          event.keyIds.map(name).join(', '),
        ),
        lostRemedies(event.keyIds),
      );
    case 'copies-left':
      return told(
        'info',
        t(
          '{0} was replaced. Its dead secret is still in: {1}.',
          name(event.keyId),
          shortList(event.places.map(programPlaceText), '; '),
        ),
        [
          {
            label: t('Remove Place…'),
            command: 'keyrail.removePlace',
            args: [{ keyId: event.keyId }],
          },
        ],
      );
    case 'journal-behind':
      return told(
        'warning',
        t(
          'The journal of an operation could not be written ({0}). The operation went on; free some disk space.',
          event.reason,
        ),
      );
    case 'unreadable-entry':
      return told(
        'warning',
        t(
          'An interrupted operation ({0}) was begun by another version of Keyrail, which alone can finish it. This one leaves it as it is.',
          event.operationId,
        ),
      );
    case 'ledger-behind':
      return told('warning', t('The ledger could not be written: {0}.', event.reason));
    default:
      return assertNever(event);
  }
}

/** Each asks which of these keys, where there are several. */
function lostRemedies(keyIds: readonly string[]): readonly Remedy[] {
  const [keyId] = keyIds;
  const args = [keyIds.length === 1 ? { keyId } : { keyIds }];
  return [
    { label: t('Rotate Key…'), command: 'keyrail.rotate', args },
    { label: t('Restore…'), command: 'keyrail.restoreSecret', args },
    { label: t('Import Secret…'), command: 'keyrail.importSecret', args },
  ];
}

/** Called as from its row: so the command asks, and says itself what it is refused. */
function suspected(label: string, keyId: string, elsewhere: string | undefined): EventText {
  const sentence = t(
    'The key {0} looks like one that a lost request made late. Revoke it if you do not know it.',
    label,
  );
  if (elsewhere === undefined) {
    const args = [{ keyId }];
    return told('warning', sentence, [
      { label: t('Revoke Key…'), command: 'keyrail.revokeKey', args },
    ]);
  }
  return told('warning', t('{0} It belongs to {1}: switch there first.', sentence, elsewhere), [
    { label: t('Switch Connection…'), command: 'keyrail.switchConnection' },
  ]);
}

const endings = {
  'secret-lost': t('its secret was lost with an answer, and it could not be rotated.'),
  'given-up': t('the operation that made it was given up.'),
  'late-commit': t('a lost request had made it late, and nobody had its secret.'),
  'proof-refused': t('it was not accepted when it was tried. Nothing else has changed.'),
  'not-as-asked': t('the control plane made it wider, or longer-lived, than a loan may be.'),
} as const;

function told(
  level: EventText['level'],
  sentence: string,
  remedies: readonly Remedy[] = [],
): EventText {
  return { level, sentence, remedies };
}
