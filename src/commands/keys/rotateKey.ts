import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { shortList } from '../../domain/text/shortList.ts';
import { askedOn, whereText } from '../../editor/connection/askedOn.ts';
import { atOf, type KeyRow, type SessionContext } from '../../editor/keys/snapshot.ts';
import { rotate } from '../../lifecycle/protocols/rotate.ts';
import { openOf } from '../../lifecycle/steps/openPlaces.ts';
import type { Unsearched } from '../../dotenv/search.ts';
import type { Confirmation } from '../../editor/prompts.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { RotateRequest } from '../../lifecycle/protocols/rotation.ts';
import type { OpenPlace } from '../../lifecycle/steps/openPlaces.ts';
import type { Asking, Telling, ListedKeys, LocalKeys, Operations, Places } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { forPerson } from '../prompter.ts';
import { chooseKey } from '../chooseKey.ts';
import { otherEndSentences } from '../../domain/keys/otherEnd.ts';
import { serverTime } from '../../editor/serverTime.ts';
import { offerEnv } from '../placements/offerEnv.ts';
import { carryOut } from './carryOut.ts';
import { succeed, type Success } from './outcome.ts';
import { describePlaced, describeOpen, describeUse, placesOf } from '../placements/placesOfKey.ts';
import { unsearchedSentences } from '../placements/unsearchedText.ts';
import { requireRotatable } from './requireRotatable.ts';
import { policyFor } from './rotationPolicy.ts';
import { overlapParsed } from './rotateKeyWithOverlap.ts';

const rotateArguments = z.strictObject({
  keyId: z.optional(z.string()),
  scope: z.optional(z.array(z.string())),
  expiresAt: z.optional(z.nullable(z.string())),
});

/** What either rotation stands on. */
export type RotatesKeys = Asking & Telling & ListedKeys & LocalKeys & Operations & Places;

/** The server's own rotation: the old secret dies at once, placements are rewritten right after. */
export async function rotateKey(ports: RotatesKeys, argument: unknown) {
  const given = parseArguments(rotateArguments, argument);
  const title = t('Rotate Key Now');
  const question = { title, none: t('There is no live key to rotate.') };
  const row = await chooseKey(ports, given.keyId, question, ({ status }) => isUsable(status));
  requireRotatable(row, ports.keyList.snapshot.keys, serverTime());
  const unsearched = await ports.places.search();
  const { context } = await ports.keyList.here();
  const lifecycle = await ports.lifecycle();
  const keyId = row.key.api_key_id;
  const placements = await lifecycle.placements.of(context.connection.id, keyId);
  // Unless it was agreed to before, a person is here to answer, whoever had called.
  const going = ports.prompter.isAgreed ? ports : forPerson(ports);
  if (!ports.prompter.isAgreed) {
    const open = await ports.places.openAmong(placements);
    const about = { context, row, placements, open, unsearched };
    const choice = await ports.prompter.confirm(rotateQuestion(about));
    if (choice === withOverlap) {
      // They have pressed that under the name of the connection.
      return overlapParsed(forPerson(ports, { isAgreed: true }), { ...given, keyId });
    }
  }
  const policy = await policyFor(going, row, given, title);
  const places = placesOf(placements);
  await ports.places.agreeAgain({ context, row }, places);
  const outcome = await rotated(ports, lifecycle, {
    ...atOf(context),
    key: row.key,
    places,
    ...policy,
  });
  await ports.keyNotes.carry(keyId, outcome.keyId);
  const warnings = await ports.places.shadowed(outcome.places);
  const done = t('{0} has a new key. The old one is refused from now on.', keyLabel(row));
  if (placements.length === 0 && !going.prompter.isProgram) void offerEnv(ports, outcome, [done]);
  else tellRotated(ports, outcome, done, warnings);
  return {
    keyId: outcome.keyId,
    keyPrefix: outcome.keyPrefix,
    rotatedFrom: keyId,
    left: openOf(outcome.places).map(describeOpen),
    ...(warnings.length > 0 && { warnings }),
  };
}

const rotateNow = t('Rotate Now');
const withOverlap = t('Rotate with Overlap');

function rotateQuestion({
  context,
  row,
  placements,
  open,
  unsearched,
}: {
  readonly context: SessionContext;
  readonly row: KeyRow;
  readonly placements: readonly Placement[];
  readonly open: readonly OpenPlace[];
  readonly unsearched: Unsearched;
}): Confirmation<string> {
  return {
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
    buttons: [rotateNow, withOverlap],
  };
}

type Rotated = Extract<Success, { kind: 'rotated' | 'retired' }>;

async function rotated(
  ports: Telling & ListedKeys & Operations,
  lifecycle: LifecycleContext,
  request: RotateRequest,
): Promise<Rotated> {
  const outcome = await succeed(
    ports,
    await carryOut(ports, t('Rotating the key'), (options) => rotate(lifecycle, request, options)),
  );
  if (outcome.kind === 'rotated' || outcome.kind === 'retired') return outcome;
  throw new Error(`Rotation ended as ${outcome.kind}.`);
}

/** The result in one message: the new key, and which places have it. */
function tellRotated(
  { messages }: Telling,
  outcome: Rotated,
  done: string,
  warnings: readonly string[],
): void {
  const { places, left } = describePlaced(outcome.places);
  const others = otherEndSentences(outcome, serverTime());
  const level = left || warnings.length > 0 ? 'warn' : 'info';
  void messages.notify[level]([done, ...places, ...warnings, ...others].join(' '));
}
