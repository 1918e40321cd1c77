import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import type { KeyRow, SessionContext } from '../../editor/keys/snapshot.ts';
import { describePlace } from '../../editor/placements/placeName.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { ProgramPlace } from '../../lifecycle/model/places.ts';
import type { Asking, ListedKeys, Operations } from '../ports.ts';
import { chooseKey } from '../chooseKey.ts';

/** A place of a program, and the key that it is known to hold. */
export interface PlaceOfRow {
  readonly context: SessionContext;
  readonly row: KeyRow;
  readonly placement: Placement & { readonly place: ProgramPlace };
}

/**
 * The program's place that a command was called for; chosen where none is named.
 * @throws UserFacingError, CancelledError
 */
export async function placeOfRow(
  ports: Asking & ListedKeys & Operations,
  title: string,
  given: { readonly keyId?: string | undefined; readonly place?: string | undefined },
): Promise<PlaceOfRow> {
  const { placements } = await ports.lifecycle();
  const { context } = await ports.keyList.here();
  const ours = (await placements.all()).filter(
    (each): each is PlaceOfRow['placement'] =>
      each.place.kind === 'program' && each.connectionId === context.connection.id,
  );
  const none = t('No program keeps a secret of Keyrail’s keys here.');
  if (ours.length === 0) throw new UserFacingError(none);
  const row = await chooseKey(ports, given.keyId, { title, none }, ({ key }) =>
    ours.some(({ keyId }) => keyId === key.api_key_id),
  );
  const ofKey = ours.filter(({ keyId }) => keyId === row.key.api_key_id);
  const named = ofKey.filter(
    (each) => given.place === undefined || describePlace(each) === given.place,
  );
  const [only, ...more] = named;
  if (!only) throw new UserFacingError(t('That place is not known any more.'));
  const placement =
    more.length === 0
      ? only
      : await ports.prompter.pick(
          named.map((each) => ({ label: describePlace(each), value: each })),
          { title, placeHolder: t('Choose a place') },
        );
  return { context, row, placement };
}
