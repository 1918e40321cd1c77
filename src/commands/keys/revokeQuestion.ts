import { t } from '@vscode/l10n';
import { labelWithPrefix } from '../../domain/keys/keyLabel.ts';
import { plannedEndOf } from '../../domain/keys/keyRow.ts';
import { revokeAnswer, type Successor } from '../../domain/keys/revokeAnswer.ts';
import { askedOn, whereText } from '../../editor/connection/askedOn.ts';
import { successorOf } from '../../editor/keys/successor.ts';
import type { KeyRow, SessionContext } from '../../editor/keys/snapshot.ts';
import { shownFile } from '../../editor/shownPath.ts';
import { serverTime } from '../../editor/serverTime.ts';
import type { KeyPlace } from '../../editor/placements/keyPlaces.ts';
import type { ListedKeys, LocalKeys, Operations, Places } from '../ports.ts';
import { describeUse } from '../placements/placesOfKey.ts';
import { unsearchedSentences } from '../placements/unsearchedText.ts';

/**
 * *Is it safe to revoke sample (grk_live_9f…)?*, with the answer first and then what it rests on. Every
 * place is looked at now.
 */
export async function revokeQuestion(
  { keyList, keyNotes, places, lifecycle }: ListedKeys & LocalKeys & Operations & Places,
  context: SessionContext,
  row: KeyRow,
) {
  const unsearched = await places.search();
  const known = (await lifecycle()).placements;
  const connectionId = context.connection.id;
  const next = successorOf(row.key.api_key_id, keyList.snapshot.keys, keyNotes);
  const [own, placements, successor] = await Promise.all([
    places.lookAt(connectionId, row),
    known.of(connectionId, row.key.api_key_id),
    next && places.lookAt(connectionId, next),
  ]);
  const outside = own.filter(({ kind }) => kind !== 'vault');
  const { sentence } = revokeAnswer(
    {
      ...row,
      places: outside.filter(isThere).map(placeText),
      unseen: outside.filter((place) => isUnseen(place)).map(({ where }) => where),
      successor: next && successor && asSuccessor(next, successor),
    },
    serverTime(),
  );
  const label = labelWithPrefix(row);
  return {
    message: askedOn(context.connection, t('Is it safe to revoke {0}?', label), (name) =>
      t('Is it safe to revoke {0} on production {1}?', label, name),
    ),
    detail: [
      sentence,
      stayingText(row, keyList.snapshot.keys),
      describeUse(row, placements),
      unsearchedSentences(unsearched),
      t('Whatever uses it is refused at once. There is no undo.'),
      whereText(context),
    ],
    placements,
  };
}

/** What becomes of the old key that waits to give way to this one; `''` where there is none. */
function stayingText({ key }: KeyRow, rows: readonly KeyRow[]): string {
  const old = rows.find((row) => plannedEndOf(row)?.successor.keyId === key.api_key_id);
  if (!old) return '';
  return t('The old key {0}, which it has replaced, is not ended then.', labelWithPrefix(old));
}

/** Its value was found there, whether or not it is to be relied on. */
function isThere({ state }: KeyPlace): boolean {
  return state !== 'unknown';
}

/** It could not be looked at, or what stands there cannot be read; where no line is any more, it is not. */
function isUnseen({ state, isGone }: KeyPlace): boolean {
  return state === 'unknown' && !isGone;
}

function asSuccessor(row: KeyRow, places: readonly KeyPlace[]): Successor {
  return {
    label: labelWithPrefix(row),
    createdAt: row.key.created_at,
    places: places.filter((place) => place.kind !== 'vault' && isThere(place)).map(placeText),
  };
}

/** `.env, line 1` or `terminals of app`. */
function placeText({ at, where }: KeyPlace): string {
  return at === undefined ? where : t('{0}, line {1}', shownFile(at.file.toString()), at.line);
}
