import { Uri } from 'vscode';
import type { Secret } from '../../domain/secrets/secret.ts';
import { editEnvFile, readEnvFile } from '../../dotenv/envFile.ts';
import { findVariable, planRemoval } from '../../dotenv/text/variable.ts';
import type { Placement } from '../../lifecycle/copies/placement.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { isDirty } from '../placements/placeRefusals.ts';
import { missingAt } from '../placements/missingAt.ts';
import { trustedSpot } from './envSpot.ts';

/** Takes the lines away that still hold the value; answers with the placements where it could not. */
export async function removeLines(
  lifecycle: LifecycleContext,
  placements: readonly Placement[],
): Promise<readonly Placement[]> {
  const left: Placement[] = [];
  for (const placement of placements) {
    if (!(await removeOne(lifecycle, placement))) left.push(placement);
  }
  return left;
}

async function removeOne(
  lifecycle: LifecycleContext,
  { place, fingerprint }: Placement,
): Promise<boolean> {
  if (place.kind !== 'env') return place.kind === 'terminal';
  const spot = await trustedSpot(Uri.parse(place.file));
  if (!spot || isDirty(place.file)) return false;
  const { path, disk } = spot;
  const file = await readEnvFile(path, disk);
  if (file.kind === 'refused') return false;
  const ours: Secret[] = [];
  for (const { value } of findVariable(file.bytes, place.variable)) {
    if ((await lifecycle.placements.fingerprint(value)) === fingerprint) ours.push(value);
  }
  // What another tool wrote there may stand for the value: it is the person's to take away.
  if (ours.length === 0 && (await missingAt(place, file)) === 'unknown') return false;
  const edited = await editEnvFile(
    path,
    (bytes) =>
      planRemoval(bytes, place.variable, (value) => ours.some((each) => each.equals(value))),
    undefined,
    { disk },
  );
  if (edited.kind === 'refused') return false;
  await lifecycle.placements.forget(place);
  return true;
}
