import type { Unsearched } from '../../dotenv/search.ts';
import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { confirmOnProduction } from '../confirmOnProduction.ts';
import { atOf } from '../../editor/keys/snapshot.ts';
import { rotateWithOverlap, type OverlapRequest } from '../../lifecycle/protocols/overlap.ts';
import type { Telling, ListedKeys, Operations } from '../ports.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { serverTime } from '../../editor/serverTime.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { askGrace, endings, graceOf, type Ending } from './askGrace.ts';
import { carryOut, type StepTexts } from './carryOut.ts';
import { succeed } from './outcome.ts';
import { placesOf } from '../placements/placesOfKey.ts';
import { requireRotatable } from './requireRotatable.ts';
import { policyFor } from './rotationPolicy.ts';
import type { RotatesKeys } from './rotateKey.ts';
import { tellOverlap, type Overlapped } from './tellOverlap.ts';

const overlapArguments = z.strictObject({
  keyId: z.optional(z.string()),
  scope: z.optional(z.array(z.string())),
  expiresAt: z.optional(z.nullable(z.string())),
  grace: z.optional(z.enum(endings)),
});

/** Create → keep → prove → place everywhere → retire the old key later. Nothing stops working. */
export async function rotateKeyWithOverlap(ports: RotatesKeys, argument: unknown) {
  const given = parseArguments(overlapArguments, argument);
  return overlapParsed(ports, given);
}

/** The same for what is parsed already. @param looked what a search of a moment ago left out */
export async function overlapParsed(
  ports: RotatesKeys,
  given: z.infer<typeof overlapArguments>,
  looked?: Unsearched,
) {
  const title = t('Rotate Key with Overlap');
  const question = { title, none: t('There is no live key to rotate.') };
  const row = await chooseKey(ports, given.keyId, question, ({ status }) => isUsable(status));
  requireRotatable(row, ports.keyList.snapshot.keys, serverTime());
  const unsearched = looked ?? (await ports.places.search());
  const { context } = await ports.keyList.here();
  const lifecycle = await ports.lifecycle();
  const keyId = row.key.api_key_id;
  const placements = await lifecycle.placements.of(context.connection.id, keyId);
  const policy = await policyFor(ports, row, given, title);
  const ending = await ports.prompter.complete<Ending>(given.grace, {
    ask: () => askGrace(ports, row, title, { places: placements, unsearched }),
    unasked: () => '1h',
  });
  await confirmOnProduction(ports, context, t('Rotate {0}', keyLabel(row)));
  const places = placesOf(placements);
  await ports.places.agreeAgain({ context, row }, places);
  const outcome = await overlapped(ports, lifecycle, {
    ...atOf(context),
    key: row.key,
    places,
    grace: graceOf(ending),
    ...policy,
  });
  await ports.keyNotes.carry(keyId, outcome.keyId);
  const warnings = await ports.places.shadowed(outcome.places);
  const offer = placements.length === 0 && !ports.prompter.isProgram;
  tellOverlap(ports, row, outcome, { offer, warnings });
  return {
    keyId: outcome.keyId,
    keyPrefix: outcome.keyPrefix,
    rotatedFrom: keyId,
    retired: outcome.kind === 'retired',
    retires: outcome.kind === 'retired' ? null : outcome.dueAt,
    ...(warnings.length > 0 && { warnings }),
  };
}

async function overlapped(
  ports: Telling & ListedKeys & Operations,
  lifecycle: LifecycleContext,
  request: OverlapRequest,
): Promise<Overlapped> {
  const outcome = await succeed(
    ports,
    await carryOut(
      ports,
      t('Rotating with overlap'),
      (options) => rotateWithOverlap(lifecycle, request, options),
      stepTexts,
    ),
  );
  if (outcome.kind === 'overlapping' || outcome.kind === 'retired') return outcome;
  throw new Error(`Rotation with overlap ended as ${outcome.kind}.`);
}

const stepTexts: StepTexts = {
  preparing: t('checking the key store'),
  asked: t('asking for the new key'),
  answered: t('keeping its secret'),
  kept: t('trying the new secret'),
  proven: t('writing it to the places'),
  placed: t('reading the places back'),
  retiring: t('ending the old key'),
};
