import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { nameOf } from '../../lifecycle/copies/placeNames.ts';
import { giveUp } from '../../lifecycle/drive/giveUp.ts';
import { lastUseOf } from '../../editor/keys/lastUseOf.ts';
import { rowOfKey } from '../../editor/keys/snapshot.ts';
import { listPending, type Pending } from '../../lifecycle/steps/pending.ts';
import { resolve, type Decision } from '../../lifecycle/protocols/resolve.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { placeDecisions, type PlaceDecision } from '../../lifecycle/steps/decidePlace.ts';
import { openPlaces, type OpenPlace } from '../../lifecycle/steps/openPlaces.ts';
import { describePlace } from '../../editor/placements/placeName.ts';
import { describeOpen } from '../placements/placesOfKey.ts';
import { tellPlaces } from '../placements/tellPlaces.ts';
import { carryOut } from './carryOut.ts';
import { decideEach, type DecidesPlaces } from './decideEach.ts';
import type { DecisionWord } from './decision.ts';
import { succeed } from './outcome.ts';
import { tellOverlap } from './tellOverlap.ts';

/**
 * Goes on with an operation as the person decided; `false` where its old key still has to end.
 * @throws UserFacingError where it waits again
 */
export async function decide(
  ports: DecidesPlaces,
  operationId: string,
  decision: DecisionWord,
  place?: string,
): Promise<boolean> {
  if (decision === 'decide') return decideEach(ports, operationId);
  const lifecycle = await ports.lifecycle();
  const word = isOfPlace(decision)
    ? await namedPlace(lifecycle, operationId, decision, place)
    : decision;
  const pending = (await listPending(lifecycle)).find((each) => each.operationId === operationId);
  const lastUse = pending && lastUseOf(ports.keyList.snapshot, pending);
  if (pending && word === 'try-again') await agreeToOpen(ports, pending);
  const title = t('Finishing what was interrupted');
  const outcome =
    word === 'try-again'
      ? await carryOut(ports, title, (options) =>
          resolve(lifecycle, operationId, { kind: word }, options),
        )
      : // Not to be stopped: half way is where it has been already.
        await ports.withProgress(title, () =>
          word === 'give-up'
            ? giveUp(lifecycle, operationId)
            : resolve(lifecycle, operationId, {
                ...(typeof word === 'string' ? { kind: word } : word),
                ...(lastUse && { lastUse }),
              }),
        );
  if (outcome.kind === 'cancelled') {
    await outcome.settling;
    await ports.keyList.refresh();
    return true;
  }
  const done = await succeed(ports, outcome);
  if (done.kind === 'overlapping' || done.kind === 'retired') {
    const old = rowOfKey(ports.keyList.snapshot, done.oldKeyId);
    if (old) tellOverlap(ports, old, done, { offer: false, warnings: [] });
    else tellPlaces(ports, done.places);
  } else if ('places' in done) tellPlaces(ports, done.places);
  if (done.kind === 'kept' || done.kind === 'rotated') tellPlaces(ports, done.secondCopies);
  return done.kind !== 'overlapping';
}

/** What is delivered to again, where the program has become another one. */
async function agreeToOpen(ports: DecidesPlaces, pending: Pending): Promise<void> {
  const row = rowOfKey(ports.keyList.snapshot, pending.newKeyId ?? '');
  if (!row) return;
  const { context } = await ports.keyList.here();
  const open = await openPlaces(await ports.lifecycle(), pending);
  await ports.places.agreeAgain(
    { context, row },
    open.map(({ place }) => place),
  );
}

function isOfPlace(decision: DecisionWord): decision is PlaceDecision {
  return placeDecisions.some((each) => each === decision);
}

/** @throws UserFacingError where it is not said which of the places is meant */
async function namedPlace(
  lifecycle: LifecycleContext,
  operationId: string,
  how: PlaceDecision,
  named: string | undefined,
): Promise<Decision> {
  const pending = (await listPending(lifecycle)).find((each) => each.operationId === operationId);
  const open = pending ? await openPlaces(lifecycle, pending) : [];
  const isMeant = ({ place }: OpenPlace) =>
    named === undefined || named === describePlace({ place }) || named === nameOf(place);
  const [meant, ...more] = open.filter(isMeant);
  if (meant && more.length === 0) return { kind: 'place', place: nameOf(meant.place), how };
  throw new UserFacingError(
    open.length === 0
      ? t('There is nothing to do: it is already done or was never begun.')
      : t('Name one of the places that wait: {0}.', open.map(describeOpen).join('; ')),
  );
}
