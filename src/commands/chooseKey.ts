import { t } from '@vscode/l10n';
import { UserFacingError } from '../domain/errors.ts';
import { keyRow } from '../domain/keys/keyRow.ts';
import { requireManagement } from '../editor/connection/role.ts';
import { notListed, refresh, requireListed } from '../editor/keys/listed.ts';
import { rowOfKey, type KeyRow } from '../editor/keys/snapshot.ts';
import type { Choice } from '../editor/prompts.ts';
import { serverTime } from '../editor/serverTime.ts';
import type { Asking, ListedKeys } from './ports.ts';

/** What is asked of the person where no key is named, and said where it cannot be had. */
export interface KeyQuestion {
  readonly title: string;
  readonly none: string;
  /** The ids of those that a message is about; left out: every key. */
  readonly among?: readonly string[] | undefined;
  /**
   * Why it cannot be done with this key, which a row or a message named that has been overtaken since;
   * `undefined` where it can, or where the command judges by itself.
   */
  refuse?(row: KeyRow): string | undefined;
}

/**
 * The row of `keyId`, or the one the person picks among those that `usable` admits.
 * @throws UserFacingError when the key is unknown or refused, none can be used or the list cannot be
 * read; CancelledError
 */
export async function chooseKey(
  ports: Asking & ListedKeys,
  keyId: string | undefined,
  question: KeyQuestion,
  usable: (row: KeyRow) => boolean,
): Promise<KeyRow> {
  const { keyList } = ports;
  const { context } = await keyList.here();
  requireManagement(context, t('see API keys'));
  if (keyId !== undefined) {
    const listed = rowOfKey(keyList.snapshot, keyId);
    // What was done a moment ago may not be in the rows yet.
    if (!listed || question.refuse?.(listed) !== undefined) await keyList.refresh();
    const row = rowOfKey(keyList.snapshot, keyId);
    const refusal = row && question.refuse?.(row);
    if (refusal !== undefined) throw new UserFacingError(refusal);
    if (row) return row;
    // Nobody knows whether it is there while the list cannot be read.
    throw (
      notListed(keyList.snapshot) ??
      new UserFacingError(t('This control-plane workspace has no key {0}.', keyId), [refresh])
    );
  }
  const rows = keyList.snapshot.keys.filter(usable);
  if (rows.length === 0) {
    requireListed(keyList.snapshot);
    throw new UserFacingError(question.none, [
      { label: t('Create Key…'), command: 'keyrail.createKey' },
    ]);
  }
  const { among } = question;
  const meant = among ? rows.filter(({ key }) => among.includes(key.api_key_id)) : rows;
  if (meant.length === 0) {
    throw new UserFacingError(
      t(
        'Nothing is to be done for these keys here any more, or they belong to another control-plane workspace.',
      ),
      [{ label: t('Show Keys'), command: 'keyrail.apiKeys.focus' }],
    );
  }
  return pickKey(ports, meant, { title: question.title, placeHolder: t('Choose a key') });
}

/** The key that the person picks; the one whose row is selected in the view comes first. */
export function pickKey(
  { prompter, selectedKey }: Asking & Pick<ListedKeys, 'selectedKey'>,
  rows: readonly KeyRow[],
  options: { readonly title: string; readonly placeHolder: string },
): Promise<KeyRow> {
  const now = serverTime();
  const isSelected = ({ key }: KeyRow) => key.api_key_id === selectedKey.keyId;
  const ordered = [...rows.filter(isSelected), ...rows.filter((row) => !isSelected(row))];
  const choices = ordered.map((row): Choice<KeyRow> => {
    const { label, description } = keyRow(row, now);
    return {
      label,
      description: isSelected(row) ? t('{0} · selected in the view', description) : description,
      // Keys may have one name; prefixes tell them apart at a glance, and ids for certain.
      detail: `${row.key.key_prefix} · ${row.key.api_key_id}`,
      value: row,
    };
  });
  return prompter.pick(choices, options);
}
