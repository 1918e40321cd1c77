import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { otherEndSentences } from '../../domain/keys/otherEnd.ts';
import { rowOfKey } from '../../editor/keys/snapshot.ts';
import { serverTime } from '../../editor/serverTime.ts';
import type { NewKey } from '../../lifecycle/drive/outcome.ts';
import type { Telling, ListedKeys } from '../ports.ts';

const write = t('Write to .env');
const copy = t('Copy Secret');
const put = t('Put Secret Into…');

/** After a key is kept: one notification, with the things people want next; `before` comes first. */
export async function offerEnv(
  { keyList, messages }: Telling & Pick<ListedKeys, 'keyList'>,
  key: NewKey,
  before: readonly string[] = [],
): Promise<void> {
  const row = rowOfKey(keyList.snapshot, key.keyId);
  // Without a row the list could not be read.
  const label = row ? keyLabel(row) : key.keyPrefix;
  const sentences = [...before, sentenceOf(key, label), ...otherEndSentences(key, serverTime())];
  const tell = key.persistence === 'proven' ? messages.notify.info : messages.notify.warn;
  const pressed = await tell(sentences.join(' '), write, put, copy);
  const args = [{ keyId: key.keyId }];
  if (pressed === write) await messages.runPressed({ command: 'keyrail.writeToEnv', args });
  if (pressed === put) await messages.runPressed({ command: 'keyrail.putIntoProgram', args });
  if (pressed === copy) await messages.runPressed({ command: 'keyrail.copySecret', args });
}

function sentenceOf({ persistence }: NewKey, label: string): string {
  switch (persistence) {
    case 'proven':
      return t('The secret of {0} is kept by this editor.', label);
    case 'unproven':
      return t(
        'The secret of {0} is kept by this editor. It has not yet been seen to survive a restart on this machine: write it to .env too.',
        label,
      );
    case 'forgets':
      return t(
        'The secret of {0} is kept by this editor. This machine forgot its secrets at the last restart: write it to .env or copy it now.',
        label,
      );
    case 'unavailable':
      return t(
        'The secret of {0} is kept by this editor. The key store does not answer any more: write it to .env or copy it now.',
        label,
      );
  }
}
