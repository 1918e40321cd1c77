import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { t } from '@vscode/l10n';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import { describePlace } from '../../editor/placements/placeName.ts';
import { forgetCopy, type KeyAt } from '../../lifecycle/protocols/localCopies.ts';
import { removableFrom } from '../../editor/placements/removeFromPrograms.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { Telling, ListedKeys, Operations, Places } from '../ports.ts';

const removeBoth = t('Remove Local Copy and .env Lines');
const removeCopy = t('Remove Local Copy');
const removeEverywhere = t('Remove Everywhere, Programs Too');

/**
 * The value of a revoked key is worthless; offers to take it away where Keyrail put it. `at` is where
 * it was revoked: when this is answered, the person may be at another connection.
 */
export async function offerCleanUp(
  ports: Telling & ListedKeys & Operations & Places,
  at: KeyAt,
  row: KeyRow,
  placements: readonly Placement[],
) {
  const { notify, say, report } = ports.messages;
  const label = keyLabel(row);
  if (!row.hasCopy && placements.length === 0) {
    say(t('{0} is revoked.', label));
    return;
  }
  const where = named(placements.filter(({ state }) => state !== 'unknown'));
  const unread = named(placements.filter(({ state }) => state === 'unknown'));
  const sentence = [
    where
      ? t('{0} is revoked. Its dead secret is still in: {1}.', label, where)
      : row.hasCopy
        ? t('{0} is revoked. This editor still has the dead secret.', label)
        : t('{0} is revoked.', label),
    ...(unread === ''
      ? []
      : [t('These may hold it where it cannot be read, and need your hand: {0}.', unread)]),
  ].join(' ');
  const inPrograms = await removable(ports, placements);
  const inFiles = placements.filter(({ place }) => place.kind !== 'program');
  const buttons = [
    ...(inPrograms.length > 0 ? [removeEverywhere] : []),
    ...(inFiles.length > 0 ? [removeBoth] : []),
    removeCopy,
  ];
  const pressed = await notify.info(sentence, ...buttons);
  if (pressed === undefined) return;
  try {
    const lines = pressed === removeCopy ? [] : await ports.env.removeAll(inFiles);
    if (lines.length > 0) {
      void notify.warn(t('These lines could not be removed: {0}.', named(lines)));
    }
    const lifecycle = await ports.lifecycle();
    if (pressed === removeEverywhere) await ports.places.takeOutOfPrograms(inPrograms);
    if (row.hasCopy) await forgetCopy(lifecycle, at);
    await ports.keyList.refresh();
    say(t('Removed what was left of {0}.', label));
  } catch (error) {
    await report(error);
  }
}

/** None where what this machine keeps cannot be opened: that the key is revoked is told all the same. */
async function removable(
  { lifecycle, log }: Telling & Operations,
  placements: readonly Placement[],
): Promise<readonly Placement[]> {
  const inPrograms = placements.filter(({ place }) => place.kind === 'program');
  if (inPrograms.length === 0) return [];
  try {
    return removableFrom(await lifecycle(), inPrograms);
  } catch (error) {
    log.error('Which programs a dead secret can be removed from could not be looked up.', error);
    return [];
  }
}

function named(placements: readonly Placement[]): string {
  return placements.map((known) => describePlace(known)).join('; ');
}
