import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { heldKeys } from '../../editor/keys/heldKeys.ts';
import { describePlace } from '../../editor/placements/placeName.ts';
import { shortList } from '../../domain/text/shortList.ts';
import { renewPlacement } from '../../editor/placements/renewPlacement.ts';
import { successorOf } from '../../editor/keys/successor.ts';
import { atOf, type KeyRow, type SessionContext } from '../../editor/keys/snapshot.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { Place } from '../../lifecycle/model/places.ts';
import type {
  Asking,
  Telling,
  ListedKeys,
  LocalKeys,
  Operations,
  Places,
  ProgramConsents,
} from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { placesText } from './placesOfKey.ts';
import { pickKey } from '../chooseKey.ts';
import { readLocalCopy } from '../secrets/localCopy.ts';

const updateArguments = z.strictObject({
  /** Only the placements of this key. */
  keyId: z.optional(z.string()),
  /** The key whose secret is written; else the one that took the place of the old one by rotations. */
  to: z.optional(z.string()),
});

interface Step {
  readonly placement: Placement;
  readonly next: KeyRow;
}

/** What brings places up to date. */
export type UpdatesPlaces = Asking &
  Telling &
  ListedKeys &
  LocalKeys &
  Operations &
  Places &
  ProgramConsents;

/** Writes the secret of the key that took over into every place that holds an old one. */
export async function updateStalePlacements(ports: UpdatesPlaces, argument: unknown) {
  const given = parseArguments(updateArguments, argument);
  const { session, context } = await ports.keyList.here();
  const lifecycle = await ports.lifecycle();
  const stale = (await lifecycle.placements.all()).filter(
    ({ state, connectionId, keyId, secondCopy }) =>
      state === 'stale' &&
      !secondCopy &&
      connectionId === context.connection.id &&
      (given.keyId === undefined || keyId === given.keyId),
  );
  if (stale.length === 0) {
    ports.messages.say(t('No place has an old value.'));
    return { updated: 0, left: [] };
  }
  const steps = await planSteps(ports, stale, given.to);
  await confirmSteps(ports, steps);
  const unplanned = stale
    .filter((placement) => !steps.some((step) => step.placement === placement))
    .map((placement) => t('{0} (no live key takes its place)', describePlace(placement)));
  await session.provenBaseUrl();
  const { done, failed } = await writeSteps(ports, context, lifecycle, steps);
  const left = [...unplanned, ...failed];
  const warnings = await ports.places.shadowed(
    done.map((place) => ({ place, state: 'rewritten' })),
  );
  await ports.keyList.refresh();
  const updated = stale.length - left.length;
  tell(ports, updated, left, warnings);
  return { updated, left, ...(warnings.length > 0 && { warnings }) };
}

/** @throws CancelledError */
async function confirmSteps({ prompter }: Asking, steps: readonly Step[]): Promise<void> {
  await prompter.confirmOnce({
    message: t('Bring {0} up to date?', count(steps.length)),
    detail: [
      steps.map(({ placement, next }) =>
        t(
          '{0} gets the secret of {1} ({2})',
          describePlace(placement),
          keyLabel(next),
          next.key.key_prefix,
        ),
      ),
    ],
    buttons: [t('Update')],
  });
}

/** What was written, and in words what was not, and why. */
async function writeSteps(
  ports: Telling & Operations & ProgramConsents,
  context: SessionContext,
  lifecycle: LifecycleContext,
  steps: readonly Step[],
): Promise<{ readonly done: readonly Place[]; readonly failed: readonly string[] }> {
  const done: Place[] = [];
  const failed: string[] = [];
  lifecycle.ports.places.expect?.(steps.map(({ placement }) => placement.place));
  await ports.withProgress(t('Update Old Places'), async (signal, step) => {
    for (const [at, { placement, next }] of steps.entries()) {
      if (signal.aborted) {
        failed.push(t('{0} (stopped before it)', describePlace(placement)));
        continue;
      }
      const secret = await readLocalCopy(ports, context, next);
      const { api_key_id: keyId, key_prefix: keyPrefix } = next.key;
      const by = { keyId, keyPrefix, ...atOf(context), secret };
      const why = await renewPlacement(lifecycle, placement, by, signal);
      if (why !== undefined) failed.push(`${describePlace(placement)} (${why})`);
      else done.push(placement.place);
      step(placesText({ done: at + 1, of: steps.length }));
    }
  });
  return { done, failed };
}

function tell(
  { messages }: Telling,
  updated: number,
  left: readonly string[],
  warnings: readonly string[],
): void {
  const told =
    left.length === 0
      ? t('{0} updated.', count(updated))
      : t('{0} updated. Left as they are: {1}.', count(updated), shortList(left, '; '));
  if (left.length + warnings.length === 0) messages.say(told);
  else void messages.notify.warn([told, ...warnings].join(' '));
}

/** Where no rotation of this editor says which key took over, the person chooses it, or nothing is written. */
async function planSteps(
  ports: Asking & ListedKeys & LocalKeys,
  stale: readonly Placement[],
  to: string | undefined,
): Promise<readonly Step[]> {
  const live = heldKeys(ports.keyList.snapshot.keys).filter(
    ({ retiring }) => retiring === undefined,
  );
  let chosen = to === undefined ? undefined : live.find(({ key }) => key.api_key_id === to);
  if (to !== undefined && !chosen) {
    throw new UserFacingError(
      t('The key that is to take over does not work, or has no local copy.'),
    );
  }
  const steps: Step[] = [];
  for (const placement of stale) {
    let next = chosen ?? successorOf(placement.keyId, live, ports.keyNotes);
    if (!next && !ports.prompter.isProgram && live.length > 0) {
      chosen = await pickKey(ports, live, {
        title: t('Update Old Places'),
        placeHolder: t('Which key is to be in {0}?', describePlace(placement)),
      });
      next = chosen;
    }
    if (next) steps.push({ placement, next });
  }
  if (steps.length === 0) {
    throw new UserFacingError(
      t(
        'No live key with a local copy takes the place of the old one. Create one, or name it with “to”.',
      ),
      [{ label: t('Create Key…'), command: 'keyrail.createKey' }],
    );
  }
  return steps;
}

function count(placements: number): string {
  return placements === 1 ? t('One place') : t('{0} places', placements);
}
