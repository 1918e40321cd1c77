import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { statusSentence } from '../../domain/keys/statusText.ts';
import type { KeyRow } from '../keys/snapshot.ts';

/** What stands before the name or prefix of a key in an `env` of `launch.json` or `tasks.json`. */
export const referenceStart = 'keyrail:';

/** Name or prefix that a value refers to; `undefined` for every other value. */
export function referenceIn(value: unknown): string | undefined {
  return typeof value === 'string' && value.startsWith(referenceStart)
    ? value.slice(referenceStart.length).trim()
    : undefined;
}

/**
 * The live key that is meant. A name goes over to the successor at a rotation, a prefix does not.
 * @throws UserFacingError for a reference that dangles, is ambiguous, or means a dead key
 */
export function keyReferredTo(reference: string, rows: readonly KeyRow[]): KeyRow {
  const meant = rows.filter(
    ({ key, name }) => name === reference || [key.key_prefix, key.api_key_id].includes(reference),
  );
  const [dead] = meant;
  const what = `“${referenceStart}${reference}”`;
  if (!dead) {
    throw new UserFacingError(
      t(
        '{0} refers to no key of this control-plane workspace. Use the name or the prefix of one, or create it.',
        what,
      ),
      [
        { label: t('Create Key…'), command: 'keyrail.createKey' },
        { label: t('Switch Control-Plane Workspace…'), command: 'keyrail.switchWorkspace' },
      ],
    );
  }
  const live = meant.filter(({ status }) => isUsable(status));
  const staying = live.filter(({ retiring }) => retiring === undefined);
  const [row, another] = staying.length > 0 ? staying : live;
  if (!row) {
    throw new UserFacingError(
      t('{0} refers to a key that does not work. {1}', what, statusSentence(dead.status)),
      [
        { label: t('Create Key…'), command: 'keyrail.createKey' },
        { label: t('Show Keys'), command: 'keyrail.apiKeys.focus' },
      ],
    );
  }
  if (another) {
    throw new UserFacingError(
      t(
        '{0} refers to several keys. Use the prefix of one instead: {1}.',
        what,
        live.map(({ key }) => key.key_prefix).join(', '),
      ),
    );
  }
  if (!row.hasCopy) {
    throw new UserFacingError(
      t(
        'This editor has no copy of the secret of {0}, to which {1} refers. Import it, or rotate the key.',
        keyLabel(row),
        what,
      ),
      [
        {
          label: t('Import Secret…'),
          command: 'keyrail.importSecret',
          args: [{ keyId: row.key.api_key_id }],
        },
      ],
    );
  }
  return row;
}
