import { t } from '@vscode/l10n';
import type { Choice } from '../../editor/prompts.ts';
import { successorOf } from '../../editor/keys/successor.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import { describePlace } from '../../editor/placements/placeName.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import { nameOf, placeWith } from '../../lifecycle/copies/placeNames.ts';
import { record } from '../../lifecycle/steps/ledgerNote.ts';
import type { Asking, Telling, ListedKeys, LocalKeys, Operations } from '../ports.ts';
import { becauseText } from './placesOfKey.ts';

type SettledAs = 'gone' | 'by-hand';

/**
 * Asks what became of places that cannot be read, outside of a rotation: a place that is gone is not
 * listed any more, and one that was updated by hand is the successor's. @throws CancelledError
 */
export async function settleUnknown(
  ports: Asking & Telling & ListedKeys & LocalKeys & Operations,
  row: KeyRow,
  unknown: readonly Placement[],
): Promise<void> {
  const lifecycle = await ports.lifecycle();
  const { keyList, keyNotes } = ports;
  const next = successorOf(row.key.api_key_id, keyList.snapshot.keys, keyNotes);
  for (const known of unknown) {
    const { place, connectionId } = known;
    const how = await ports.prompter.pick<SettledAs>(choicesFor(next), {
      title: t('{0} ({1})', describePlace(known), becauseText('unknown')),
      placeHolder: t('What became of this place?'),
    });
    const marker = next && (await lifecycle.copies.marker(connectionId, next.key.api_key_id));
    if (how === 'by-hand' && next) {
      const renewed = placeWith(place, { keyPrefix: next.key.key_prefix });
      const key = { connectionId, keyId: next.key.api_key_id };
      await lifecycle.placements.entrust(renewed, key, marker?.fingerprint ?? '');
      if (nameOf(renewed) !== nameOf(place)) await lifecycle.placements.forget(place);
    } else await lifecycle.placements.forget(place, known);
    await record(lifecycle, {
      kind: how === 'by-hand' ? 'place-by-hand' : 'place-gone',
      connectionId,
      workspaceId: keyList.snapshot.context?.workspaceId ?? '',
      keyId: row.key.api_key_id,
      keyPrefix: row.key.key_prefix,
      detail: nameOf(place),
      lastUse: { old: row.key.last_used_at, next: next?.key.last_used_at ?? null },
    });
  }
  await ports.keyList.refresh();
  ports.messages.say(t('Remembered what you said.'));
}

function choicesFor(next: KeyRow | undefined): readonly Choice<SettledAs>[] {
  return [
    {
      label: t('$(trash) It Is Gone'),
      detail: t('Nothing reads the secret there any more.'),
      value: 'gone',
    },
    ...(next
      ? [
          {
            label: t('$(check) I Have Done It by Hand'),
            detail: t('The secret of {0} is there now.', next.key.key_prefix),
            value: 'by-hand',
          } as const,
        ]
      : []),
  ];
}
