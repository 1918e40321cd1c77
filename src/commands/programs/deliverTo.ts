import { programPlaceText } from '../../domain/keys/programPlaceText.ts';
import { t } from '@vscode/l10n';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError, type Remedy } from '../../domain/errors.ts';
import { atOf, type KeyRow, type SessionContext } from '../../editor/keys/snapshot.ts';
import { refusalText } from '../../editor/placements/refusalText.ts';
import type { ProgramPlace } from '../../lifecycle/model/places.ts';
import { deliver, isUnclear } from '../../lifecycle/protocols/deliver.ts';
import type { Delivered, Delivery } from '../../lifecycle/steps/putIntoProgram.ts';
import { readLocalCopy } from '../secrets/localCopy.ts';
import { remediesFor } from './programTrouble.ts';
import type { Telling, ListedKeys, Operations, ProgramConsents } from '../ports.ts';

/** What is given where to, and what may stand there before. */
export interface WantedDelivery extends Pick<Delivery, 'isOurs' | 'earlier'> {
  readonly context: SessionContext;
  readonly row: KeyRow;
  readonly place: ProgramPlace;
  /** The button that does the same again. */
  readonly again: Omit<Remedy, 'label'>;
  /** The same where somebody else has changed it since, or taken it away. */
  readonly overwrite?: Omit<Remedy, 'label'>;
}

/** What a delivery stands on. */
export type Delivers = Telling & ListedKeys & Operations & ProgramConsents;

type Arrived = Extract<Delivered, { kind: 'current' | 'sent' }>;

/**
 * Gives the secret of a key to a program that was agreed to, and looks whether it is there.
 * @throws UserFacingError that says why not, with what to do
 */
export async function deliverTo(ports: Delivers, wanted: WantedDelivery): Promise<Arrived> {
  const { context, row, place, again, overwrite, isOurs, earlier } = wanted;
  const keyPrograms = await ports.programs();
  const title = programPlaceText(place);
  const secret = await readLocalCopy(ports, context, row);
  const lifecycle = await ports.lifecycle();
  const key = { ...atOf(context), keyId: row.key.api_key_id, keyPrefix: row.key.key_prefix };
  const delivered = await ports.withProgress(
    t('Putting it into {0}', title),
    async (signal, step) => {
      const waits = keyPrograms.onDidWait(() => {
        step(t('the program takes a while: it may have opened a window that asks you'));
      });
      try {
        return await deliver(lifecycle, place, { ...key, secret }, { isOurs, earlier, signal });
      } finally {
        waits.dispose();
      }
    },
  );
  await ports.keyList.refresh();
  if (delivered.kind === 'current' || delivered.kind === 'sent') return delivered;
  const why = delivered.kind === 'gone' ? t('it is not there now') : refusalText[delivered.reason];
  const isChanged = delivered.kind === 'refused' && delivered.reason === 'changed-meanwhile';
  const overwriting = isChanged ? t('Overwrite') : t('Put It There Again');
  const recipe = keyPrograms.recipes().find(({ id }) => id === place.recipe);
  throw new UserFacingError(
    isUnclear(delivered)
      ? t('Whether {1} has the secret of {0} now is not known: {2}.', keyLabel(row), title, why)
      : t('The secret of {0} was not put into {1}: {2}.', keyLabel(row), title, why),
    [
      overwrite && (isChanged || delivered.kind === 'gone')
        ? { label: overwriting, ...overwrite }
        : { label: t('Try Again'), ...again },
      ...(delivered.kind === 'refused' ? remediesFor(delivered.reason, recipe, place.answers) : []),
    ],
  );
}

/** Where the secret is now, and how that is known. */
export function arrivedText(row: KeyRow, title: string, arrived: Arrived): string {
  if (arrived.kind === 'current') {
    return t('{0} has the secret of {1}: it was read back.', title, keyLabel(row));
  }
  return arrived.confirmedAt === undefined
    ? t('{0} accepted the secret of {1}. It cannot be read back.', title, keyLabel(row))
    : t(
        '{0} accepted the secret of {1}, and says that it was changed just now. It cannot be read back.',
        title,
        keyLabel(row),
      );
}
