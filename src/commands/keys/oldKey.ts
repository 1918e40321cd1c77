import { t } from '@vscode/l10n';
import { keyLabel, labelWithPrefix } from '../../domain/keys/keyLabel.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { plannedEndOf } from '../../domain/keys/keyRow.ts';
import { endSentence } from '../../domain/keys/plannedEnd.ts';
import { rowOfKey, type KeyRow } from '../../editor/keys/snapshot.ts';
import { serverTime } from '../../editor/serverTime.ts';
import type { Asking, Telling, ListedKeys } from '../ports.ts';
import { chooseKey } from '../chooseKey.ts';

/** The row of the old key of an overlap. @throws UserFacingError, CancelledError */
export function chooseOldKey(
  ports: Asking & ListedKeys,
  keyId: string | undefined,
  title: string,
): Promise<KeyRow> {
  const question = {
    title,
    none: t('There is no old key to end.'),
    refuse: (row: KeyRow) => {
      if (plannedEndOf(row)) return undefined;
      return isUsable(row.status)
        ? t('{0} is no old key of a rotation, so it has no end to be changed.', keyLabel(row))
        : t('The old key {0} has ended already.', labelWithPrefix(row));
    },
  };
  return chooseKey(ports, keyId, question, (row) => plannedEndOf(row) !== undefined);
}

/** Says what is planned for it now, in the words that its row and tooltip have. */
export function tellOldKey({ keyList, messages }: Telling & ListedKeys, row: KeyRow): void {
  const now = rowOfKey(keyList.snapshot, row.key.api_key_id);
  const planned = now && plannedEndOf(now);
  const name = labelWithPrefix(row);
  if (!planned) messages.say(t('The old key {0} is revoked.', name));
  else {
    const sentence = t('{0}: {1}', name, endSentence(planned, serverTime()));
    void tellPlanned(messages, 'info', sentence, now);
  }
}

const endNow = t('End Now');
const keep = t('Keep');

/**
 * A message about an old key that still works, with the buttons of its row. They also let VS Code show
 * the message whole: one without buttons is cut after a line.
 */
export async function tellPlanned(
  { notify, runPressed }: Telling['messages'],
  level: 'info' | 'warn',
  sentence: string,
  old: KeyRow,
): Promise<void> {
  const planned = plannedEndOf(old);
  const args = [{ keyId: old.key.api_key_id }];
  // What waits for a restart has been asked to end already; only this ends it before.
  if (planned?.waits?.needsRestart) {
    const revoke = t('Revoke Key…');
    const pressed = await notify[level](sentence, revoke, keep);
    if (pressed === revoke) await runPressed({ command: 'keyrail.revokeKey', args });
    if (pressed === keep) await runPressed({ command: 'keyrail.keepOldKey', args });
    return;
  }
  const isPlanned = planned?.plan !== 'none';
  const pressed = await notify[level](sentence, endNow, ...(isPlanned ? [keep] : []));
  if (pressed === endNow) await runPressed({ command: 'keyrail.endOldKeyNow', args });
  if (pressed === keep) await runPressed({ command: 'keyrail.keepOldKey', args });
}
