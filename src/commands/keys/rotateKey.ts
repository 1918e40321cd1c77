import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { shortList } from '../../domain/text/shortList.ts';
import { isAnswered } from '../../editor/ownArguments.ts';
import { confirm, withProgress } from '../../editor/prompts.ts';
import { askedOn, whereText } from '../../editor/connection/production.ts';
import { atOf } from '../../editor/keys/snapshot.ts';
import { rotate } from '../../lifecycle/protocols/rotate.ts';
import { openOf } from '../../lifecycle/steps/openPlaces.ts';
import type { Services } from '../../services.ts';
import { agreeAgain } from '../programs/agreeAgain.ts';
import { notify } from '../../editor/notify.ts';
import { parseArguments } from '../argument.ts';
import { chooseKey } from '../chooseKey.ts';
import { lookFirst } from '../placements/lookFirst.ts';
import { otherEndSentences } from '../../domain/keys/otherEnd.ts';
import { serverTime } from '../../editor/serverTime.ts';
import { offerEnv } from '../placements/offerEnv.ts';
import { succeed } from './outcome.ts';
import {
  describePlaced,
  describeOpen,
  describeUse,
  openAmong,
  placesText,
  placesOf,
  shadowedAmong,
} from '../placements/placesOfKey.ts';
import { unsearchedSentences } from '../placements/unsearchedText.ts';
import { requireRotatable } from './requireRotatable.ts';
import { policyFor } from './rotationPolicy.ts';
import { overlapAs } from './rotateKeyWithOverlap.ts';

const rotateArguments = z.strictObject({
  keyId: z.optional(z.string()),
  scope: z.optional(z.array(z.string())),
  expiresAt: z.optional(z.nullable(z.string())),
});

/** The server's own rotation: the old secret dies at once, placements are rewritten right after. */
export async function rotateKey(services: Services, argument: unknown) {
  const given = parseArguments(rotateArguments, argument);
  const question = { title: t('Rotate Key Now'), none: t('There is no live key to rotate.') };
  const row = await chooseKey(services, given.keyId, question, ({ status }) => isUsable(status));
  requireRotatable(row);
  const { unsearched } = await lookFirst(services);
  const { context } = await services.keyList.here();
  const lifecycle = await services.lifecycle();
  const keyId = row.key.api_key_id;
  const placements = await lifecycle.placements.of(context.connection.id, keyId);
  if (!isAnswered(argument)) {
    const open = await openAmong(placements);
    const choice = await confirm({
      message: askedOn(context.connection, t('Rotate {0} now?', keyLabel(row)), (name) =>
        t('Rotate {0} now on production {1}?', keyLabel(row), name),
      ),
      detail: [
        t(
          'The old secret stops working at once, everywhere. Keyrail rewrites the places it knows right after.',
        ),
        describeUse(row, placements),
        ...(open.length > 0
          ? [
              t(
                'These cannot be rewritten, and what reads them is refused from then on: {0}.',
                shortList(open.map(describeOpen)),
              ),
            ]
          : []),
        unsearchedSentences(unsearched),
        whereText(context),
        t('Rotate with overlap has no outage.'),
      ],
      buttons: [t('Rotate Now'), t('Rotate with Overlap')],
    });
    if (choice === t('Rotate with Overlap')) {
      // A person has pressed that, whoever had called, under the name of the connection.
      return overlapAs({ ...given, keyId }, services, { byProgram: false, answered: true });
    }
  }
  const policy = await policyFor(row, given, t('Rotate Key Now'), !isAnswered(argument));
  await agreeAgain(services, { context, row }, placesOf(placements));
  const outcome = await succeed(
    services,
    await withProgress(t('Rotating the key'), (signal, step) =>
      rotate(
        lifecycle,
        {
          ...atOf(context),
          key: row.key,
          places: placesOf(placements),
          ...policy,
        },
        {
          signal,
          progress: (_step, places) => {
            if (places) step(placesText(places));
          },
        },
      ),
    ),
  );
  if (outcome.kind !== 'rotated' && outcome.kind !== 'retired') {
    throw new Error(`Rotation ended as ${outcome.kind}.`);
  }
  await services.keyNotes.carry(keyId, outcome.keyId);
  const done = t('{0} has a new key. The old one is refused from now on.', keyLabel(row));
  const warnings = await shadowedAmong(services, outcome.places);
  if (placements.length === 0 && !isAnswered(argument)) void offerEnv(services, outcome, [done]);
  else {
    const { places, left } = describePlaced(outcome.places);
    void (left || warnings.length > 0 ? notify.warn : notify.info)(
      [done, ...places, ...warnings, ...otherEndSentences(outcome, serverTime())].join(' '),
    );
  }
  return {
    keyId: outcome.keyId,
    keyPrefix: outcome.keyPrefix,
    rotatedFrom: keyId,
    left: openOf(outcome.places).map(describeOpen),
    ...(warnings.length > 0 && { warnings }),
  };
}
