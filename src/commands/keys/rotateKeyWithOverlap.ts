import type { Unsearched } from '../../dotenv/searchFiles.ts';
import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { withProgress } from '../../editor/prompts.ts';
import { isAnswered } from '../../editor/ownArguments.ts';
import { confirmOnProduction } from '../../editor/connection/production.ts';
import { atOf } from '../../editor/keys/snapshot.ts';
import { rotateWithOverlap as overlap } from '../../lifecycle/protocols/overlap.ts';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { calledByProgram } from '../caller.ts';
import { chooseKey } from '../chooseKey.ts';
import { askGrace, endings, graceOf } from './askGrace.ts';
import { agreeAgain } from '../programs/agreeAgain.ts';
import { succeed } from './outcome.ts';
import { lookFirst } from '../placements/lookFirst.ts';
import { placesOf, placesText, shadowedAmong } from '../placements/placesOfKey.ts';
import { requireRotatable } from './requireRotatable.ts';
import { policyFor } from './rotationPolicy.ts';
import { tellOverlap } from './tellOverlap.ts';

const overlapArguments = z.strictObject({
  keyId: z.optional(z.string()),
  scope: z.optional(z.array(z.string())),
  expiresAt: z.optional(z.nullable(z.string())),
  grace: z.optional(z.enum(endings)),
});

/** Create → keep → prove → place everywhere → retire the old key later. Nothing stops working. */
export async function rotateKeyWithOverlap(services: Services, argument: unknown) {
  const given = parseArguments(overlapArguments, argument);
  return overlapAs(given, services, {
    byProgram: calledByProgram(argument),
    answered: isAnswered(argument),
  });
}

/**
 * The same for what is parsed already. `byProgram`: nothing is asked that was left out; `answered`: nor
 * what is asked on production; `looked`: what a search of a moment ago left out.
 */
export async function overlapAs(
  given: z.infer<typeof overlapArguments>,
  services: Services,
  {
    byProgram,
    answered,
    looked,
  }: {
    readonly byProgram: boolean;
    readonly answered: boolean;
    readonly looked?: Unsearched;
  },
) {
  const title = t('Rotate Key with Overlap');
  const question = { title, none: t('There is no live key to rotate.') };
  const row = await chooseKey(services, given.keyId, question, ({ status }) => isUsable(status));
  requireRotatable(row);
  const unsearched = looked ?? (await lookFirst(services)).unsearched;
  const { context } = await services.keyList.here();
  const lifecycle = await services.lifecycle();
  const keyId = row.key.api_key_id;
  const placements = await lifecycle.placements.of(context.connection.id, keyId);
  const policy = await policyFor(row, given, title, !byProgram);
  const ending =
    given.grace ??
    (byProgram ? '1h' : await askGrace(row, title, { places: placements, unsearched }));
  const grace = graceOf(ending);
  if (!answered) await confirmOnProduction(context, t('Rotate {0}', keyLabel(row)));
  await agreeAgain(services, { context, row }, placesOf(placements));
  const outcome = await succeed(
    services,
    await withProgress(t('Rotating with overlap'), (signal, step) =>
      overlap(
        lifecycle,
        {
          ...atOf(context),
          key: row.key,
          places: placesOf(placements),
          grace,
          ...policy,
        },
        {
          signal,
          progress: (at, places) => {
            step(places ? placesText(places) : (steps[at] ?? ''));
          },
        },
      ),
    ),
  );
  if (outcome.kind !== 'overlapping' && outcome.kind !== 'retired') {
    throw new Error(`Rotation with overlap ended as ${outcome.kind}.`);
  }
  await services.keyNotes.carry(keyId, outcome.keyId);
  const warnings = await shadowedAmong(services, outcome.places);
  const offer = placements.length === 0 && !byProgram;
  tellOverlap(services, row, outcome, { offer, warnings });
  return {
    keyId: outcome.keyId,
    keyPrefix: outcome.keyPrefix,
    rotatedFrom: keyId,
    retired: outcome.kind === 'retired',
    retires: outcome.kind === 'retired' ? null : outcome.dueAt,
    ...(warnings.length > 0 && { warnings }),
  };
}

const steps: Readonly<Record<string, string>> = {
  preparing: t('checking the key store'),
  asked: t('asking for the new key'),
  answered: t('keeping its secret'),
  kept: t('trying the new secret'),
  proven: t('writing it to the places'),
  placed: t('reading the places back'),
  retiring: t('retiring the old key'),
};
