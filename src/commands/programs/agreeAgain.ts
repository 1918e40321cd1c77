import type { KeyRow, SessionContext } from '../../editor/keys/snapshot.ts';
import type { Place, ProgramPlace } from '../../lifecycle/model/places.ts';
import type { ProgramConsents, Asking } from '../ports.ts';
import { agreeToProgram } from './agreeToProgram.ts';

/**
 * Before something is delivered to places that were agreed to earlier: asks again about each whose program
 * has become another one since. One that is not there, or has no recipe now, is told where it is delivered to.
 * @throws CancelledError where the person declines
 */
export async function agreeAgain(
  ports: Pick<Asking, 'prompter'> & Pick<ProgramConsents, 'programs'>,
  { context, row }: { readonly context: SessionContext; readonly row: KeyRow },
  places: readonly Place[],
): Promise<void> {
  const ofPrograms = places.filter((place): place is ProgramPlace => place.kind === 'program');
  if (ofPrograms.length === 0) return;
  const keyPrograms = await ports.programs();
  for (const place of ofPrograms) {
    const seen = await keyPrograms.programs.look(place);
    const before = keyPrograms.agreed.of(place);
    const isSame =
      seen.kind === 'failed' || (before?.path === seen.path && before.identity === seen.identity);
    if (!isSame) await agreeToProgram(ports, keyPrograms, { context, row, place }, undefined);
  }
}
