import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../../src/domain/secrets/secret.ts';
import type { Place, Places, ProgramPlace } from '../../src/lifecycle/model/places.ts';
import type { Hook } from './hook.ts';
import type { LocalFaults } from './jobs.ts';

/** The person's own vault of a trial, which lives through whatever happens to the application. */
export const secondFolder = 'second';

/** Where every new secret is kept as well. */
export const keptAlsoIn: ProgramPlace = {
  kind: 'program',
  recipe: 'trial',
  answers: { entry: 'keyrail {key}' },
};

/** Whether a place is one in that vault. */
export function isSecond(place: Place): boolean {
  return place.kind === 'program' && place.recipe === keptAlsoIn.recipe;
}

/** A program that keeps secrets and gives them back, each in an entry of its own. */
export function createSecondVault(
  dir: string,
  hook: Hook,
  fault: LocalFaults['second'],
): Pick<Places, 'read' | 'replace'> {
  return {
    read: (place) =>
      hook('second.get', async () => {
        if (fault === 'locked') return undefined;
        const value = secondValue(dir, place);
        return value === undefined ? undefined : new Secret(value);
      }),
    replace: (place, isOld, next) =>
      hook('second.put', async () => {
        if (fault === 'locked') return { kind: 'refused', reason: 'locked' };
        const value = secondValue(dir, place);
        if (value === next.reveal()) return { kind: 'replaced' };
        if (value !== undefined && !isOld(new Secret(value))) return { kind: 'changed' };
        // Says that it has taken it, and has not.
        if (fault === 'keeps-nothing') return { kind: 'replaced' };
        const path = pathOf(dir, place);
        mkdirSync(join(dir, secondFolder), { recursive: true });
        writeFileSync(`${path}.${process.pid}.tmp`, next.reveal());
        renameSync(`${path}.${process.pid}.tmp`, path);
        return { kind: 'replaced' };
      }),
  };
}

/** The value that the person's own vault has in this place. */
export function secondValue(dir: string, place: Place): string | undefined {
  if (!isSecond(place)) return undefined;
  const path = pathOf(dir, place);
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

function pathOf(dir: string, place: Place): string {
  if (place.kind !== 'program') throw new Error('The person’s own vault is a program.');
  return join(dir, secondFolder, place.answers['entry'] ?? 'none');
}
