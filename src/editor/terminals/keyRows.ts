import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { statusLabels } from '../../domain/keys/statusText.ts';
import type { WhichRequest } from '../../terminal/channel/protocol.ts';
import type { KeyList } from '../keys/keyList.ts';
import type { AnswerParts } from './answerTerminal.ts';

/** Each key with its status and where its value is, as a line of cells. @throws UserFacingError */
export async function keyRows(keyList: KeyList): Promise<string[][]> {
  await keyList.loaded();
  await keyList.here();
  return keyList.snapshot.keys.map((row) => [
    keyLabel(row),
    row.key.key_prefix,
    statusLabels[row.status.kind],
    row.placements.map(({ where }) => where).join('; '),
  ]);
}

/** Whose values an environment holds. @throws UserFacingError, VaultError */
export async function whoseKeys(
  { keyList, lifecycle }: Pick<AnswerParts, 'keyList' | 'lifecycle'>,
  held: WhichRequest['held'],
): Promise<string[][]> {
  if (held.length === 0)
    return [[t('This environment holds no key that Keyrail knows by its form.')]];
  await keyList.loaded();
  const { context } = await keyList.here();
  const { copies } = await lifecycle();
  const rows: string[][] = [];
  for (const { variable, keyPrefix, sha256 } of held) {
    const row = keyList.snapshot.keys.find(({ key }) => key.key_prefix === keyPrefix);
    const copy = row && (await copies.read(context.connection.id, row.key.api_key_id));
    if (!row) rows.push([variable, t('no key of this connection'), keyPrefix]);
    else if (copy?.sha256() === sha256) {
      rows.push([variable, keyLabel(row), statusLabels[row.status.kind]]);
    } else
      rows.push([
        variable,
        t('begins like {0}; this editor has no copy of it', keyLabel(row)),
        keyPrefix,
      ]);
  }
  return rows;
}
