import { programPlaceText } from '../../domain/keys/programPlaceText.ts';
import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { UserFacingError } from '../../domain/errors.ts';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import { refusalText } from '../../editor/placements/refusalText.ts';
import type { KeyPrograms } from '../../editor/programs/keyPrograms.ts';
import type { KeyRow } from '../../editor/keys/snapshot.ts';
import type { ProgramPlace } from '../../lifecycle/model/places.ts';
import type { Reading } from '../../programs/programPlace.ts';
import type { Recipe } from '../../programs/recipe.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { remediesFor } from '../programs/programTrouble.ts';
import { agreeToRead } from './agreeToRead.ts';
import { keepProven, type KeepsProven } from './keepProven.ts';
import { chooseSource } from './restoreSource.ts';
import type { Asking, Telling, ProgramConsents } from '../ports.ts';

const restoreArguments = z.strictObject({
  keyId: z.optional(z.string()),
  keyIds: z.optional(z.array(z.string())),
});

/**
 * Brings a lost local copy back from a program that keeps the secret, too: from a place that is known, or, on a
 * new machine, from one that the person names. What is read is proven to be this key's before it is kept.
 */
export async function restoreSecret(
  ports: Asking & KeepsProven & ProgramConsents,
  argument: unknown,
) {
  const { keyId, keyIds } = parseArguments(restoreArguments, argument);
  const { session, context } = await ports.keyList.here();
  const question = {
    title: t('Restore Secret'),
    none: t('Every key here has its local copy.'),
    among: keyIds,
  };
  const row = await chooseKey(ports, keyId, question, ({ hasCopy }) => !hasCopy);
  const keyPrograms = await ports.programs();
  const { place, isSecondCopy } = await chooseSource(ports, keyPrograms, { context, row });
  await agreeToRead(ports, keyPrograms, { context, row, place });
  const title = programPlaceText(place);
  const recipe = keyPrograms.recipes().find(({ id }) => id === place.recipe);
  const reading = await readFrom(ports, keyPrograms, place, title);
  const secret = valueOf(reading, { row, title, recipe, place });
  const other = () =>
    new UserFacingError(
      t(
        'What {0} gives back is not the secret of {1}: it begins differently. It was sent nowhere, and nothing was kept.',
        title,
        keyLabel(row),
      ),
    );
  await keepProven(ports, { session, context, row }, secret, other);
  const key = { connectionId: context.connection.id, keyId: row.key.api_key_id };
  const { placements } = await ports.lifecycle();
  await placements.remember(place, { ...key, ...(isSecondCopy && { secondCopy: true }) }, secret);
  await ports.keyList.refresh();
  return { keyId: row.key.api_key_id, keyPrefix: row.key.key_prefix };
}

/** Waits as long as the program may be asking the person to unlock it; Cancel ends it. */
async function readFrom(
  ports: Telling,
  { programs, onDidWait }: KeyPrograms,
  place: ProgramPlace,
  title: string,
): Promise<Reading> {
  return ports.withProgress(t('Reading from {0}', title), async (signal, step) => {
    const waits = onDidWait(() => {
      step(t('the program takes a while: it may have opened a window that asks you'));
    });
    try {
      return await programs.get(place, signal);
    } finally {
      waits.dispose();
    }
  });
}

/** @throws UserFacingError that says why there is none */
function valueOf(
  reading: Reading,
  {
    row,
    title,
    recipe,
    place,
  }: {
    readonly row: KeyRow;
    readonly title: string;
    readonly recipe: Recipe | undefined;
    readonly place: ProgramPlace;
  },
): Secret {
  if (reading.kind === 'value') return reading.secret;
  if (reading.kind === 'none') {
    throw new UserFacingError(
      t('{0} has nothing there. Nothing was kept for {1}.', title, keyLabel(row)),
    );
  }
  const why = reading.kind === 'failed' ? refusalText[reading.trouble] : t('it gives nothing back');
  const remedies =
    reading.kind === 'failed' ? remediesFor(reading.trouble, recipe, place.answers) : [];
  throw new UserFacingError(
    t('The secret of {0} could not be read from {1}: {2}.', keyLabel(row), title, why),
    [
      {
        label: t('Try Again'),
        command: 'keyrail.restoreSecret',
        args: [{ keyId: row.key.api_key_id }],
      },
      ...remedies,
    ],
  );
}
