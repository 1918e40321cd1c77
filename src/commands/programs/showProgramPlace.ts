import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import type { KeyPlace } from '../../editor/placements/keyPlaces.ts';
import { describePlace } from '../../editor/placements/placeName.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import type { Asking, Telling } from '../ports.ts';

/** What is known of a place that no editor shows, and what can be done with it. */
export async function showProgramPlace(
  { prompter, messages }: Asking & Telling,
  row: KeyRow,
  place: KeyPlace,
): Promise<void> {
  const { placement, where, because } = place;
  if (!placement) return;
  const command = await prompter.pick(
    [
      {
        label: t('$(sync) Update Place…'),
        detail: t('Puts the secret that is to be there, and looks whether it is.'),
        value: 'keyrail.updatePlace',
      },
      {
        label: t('$(trash) Remove Place…'),
        detail: t('Has the program forget the secret, or stops listing the place.'),
        value: 'keyrail.removePlace',
      },
    ],
    {
      title: t('{0}: {1}', keyLabel(row), where),
      placeHolder: because === '' ? t('It was read back when it was put there') : because,
    },
  );
  const args = [{ keyId: row.key.api_key_id, place: describePlace(placement) }];
  await messages.runPressed({ command, args });
}
