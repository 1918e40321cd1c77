import { t } from '@vscode/l10n';
import { UserFacingError } from '../domain/errors.ts';
import { keyRow } from '../domain/keys/keyRow.ts';
import { requireManagement } from '../editor/connection/role.ts';
import { requireListed } from '../editor/keys/listed.ts';
import type { KeyRow } from '../editor/keys/snapshot.ts';
import { pick, type Choice } from '../editor/prompts.ts';
import type { Services } from '../services.ts';

/**
 * The row of `keyId`, or the one the person picks among those that `usable` admits.
 * @throws UserFacingError when the key is unknown, none can be used or the list cannot be read;
 * CancelledError
 */
export async function chooseKey(
  services: Services,
  keyId: string | undefined,
  question: { readonly title: string; readonly none: string },
  usable: (row: KeyRow) => boolean,
): Promise<KeyRow> {
  const { context } = await services.keyRing.here();
  requireManagement(context, t('see API keys'));
  const find = () => services.keyRing.snapshot.keys;
  if (keyId !== undefined) {
    if (!find().some((row) => row.key.api_key_id === keyId)) await services.keyRing.refresh();
    const row = find().find(({ key }) => key.api_key_id === keyId);
    if (!row) {
      const { freshness } = services.keyRing.snapshot;
      // Nobody knows whether it is there while the list cannot be read.
      const unknown = 'because' in freshness ? freshness.because : undefined;
      throw new UserFacingError(
        unknown ?? t('This control-plane workspace has no key {0}.', keyId),
        [{ label: t('Refresh'), command: 'keyrail.refresh' }],
      );
    }
    return row;
  }
  const rows = find().filter(usable);
  if (rows.length === 0) {
    requireListed(services.keyRing.snapshot);
    throw new UserFacingError(question.none, [
      { label: t('Create key'), command: 'keyrail.createKey' },
    ]);
  }
  const now = new Date();
  const choices = rows.map((row): Choice<KeyRow> => {
    const { label, description } = keyRow(row, now);
    return { label, description, detail: row.key.api_key_id, value: row };
  });
  return pick(choices, { title: question.title, placeHolder: t('Choose a key') });
}
