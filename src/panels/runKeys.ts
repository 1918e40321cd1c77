import { t } from '@vscode/l10n';
import { UserFacingError } from '../domain/errors.ts';
import { isUsable } from '../domain/keys/keyStatus.ts';
import { grants } from '../domain/keys/scopes.ts';
import { heldKeys } from '../editor/keys/heldKeys.ts';
import type { KeyRow } from '../editor/keys/snapshot.ts';

/** The row of a key. @throws UserFacingError when it is not listed any more */
export function rowOf(rows: readonly KeyRow[], keyId: string): KeyRow {
  const row = rows.find(({ key }) => key.api_key_id === keyId);
  if (!row) throw new UserFacingError(t('This key is gone. Choose another one.'));
  return row;
}

/** The run's own key where it may cancel, else a held one that may, else its own to be told so. */
export function cancellingRow(rows: readonly KeyRow[], keyId: string | null): KeyRow {
  const own = keyId === null ? readingRow(rows, keyId) : rowOf(rows, keyId);
  const able = (row: KeyRow) => isUsable(row.status) && grants(row.key.scope, 'runs:manage');
  return able(own) ? own : (heldKeys(rows).find(able) ?? own);
}

/** The key that made a run, or any other that is held: every key may read. @throws UserFacingError */
export function readingRow(rows: readonly KeyRow[], keyId: string | null): KeyRow {
  const held = heldKeys(rows);
  const row = held.find(({ key }) => key.api_key_id === keyId) ?? held[0];
  if (!row) throw new UserFacingError(t('This editor holds no live key to read the run with.'));
  return row;
}
