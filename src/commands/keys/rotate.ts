import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { plannedEndOf } from '../../domain/keys/keyRow.ts';
import { serverTime } from '../../editor/serverTime.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { forPerson } from '../prompter.ts';
import { askGrace } from './askGrace.ts';
import { askOtherScopes } from './askOtherScopes.ts';
import { askRotation } from './askRotation.ts';
import { requireRotatable } from './requireRotatable.ts';
import { retireOldKey } from './retireOldKey.ts';
import { rotateKey, type RotatesKeys } from './rotateKey.ts';
import { overlapParsed } from './rotateKeyWithOverlap.ts';

const rotateArguments = z.strictObject({
  keyId: z.optional(z.string()),
  keyIds: z.optional(z.array(z.string())),
  /** The button of a notice that has said so: straight to the scopes. */
  otherScopes: z.optional(z.literal(true)),
});

/**
 * The one way to another secret: asks how, and says of each way what will happen. Of the old key of an
 * overlap, which was replaced already, it asks when that ends.
 */
export async function rotate(ports: RotatesKeys, argument: unknown) {
  const given = parseArguments(rotateArguments, argument);
  const title = t('Rotate Key');
  const question = { title, none: t('There is no live key to rotate.'), among: given.keyIds };
  const row = await chooseKey(ports, given.keyId, question, ({ status }) => isUsable(status));
  requireRotatable(row, ports.keyList.snapshot.keys, serverTime());
  const keyId = row.key.api_key_id;
  // A person is here, whoever called; production asks once more, by name.
  const going = forPerson(ports);
  if (plannedEndOf(row)) return retireOldKey(going, { keyId });

  const unsearched = await ports.places.search();
  const { context } = await ports.keyList.here();
  const { placements } = await ports.lifecycle();
  const places = await placements.of(context.connection.id, keyId);
  const how = given.otherScopes ? 'scopes' : await askRotation(ports, row, { places, unsearched });
  if (how === 'at-once') return rotateKey(going, { keyId });
  const scope = how === 'scopes' ? await askOtherScopes(ports, row) : undefined;
  const grace =
    how === 'scopes' || how === 'another-time'
      ? await askGrace(ports, row, title, { places, unsearched })
      : how;
  return overlapParsed(going, { keyId, scope, grace }, unsearched);
}
