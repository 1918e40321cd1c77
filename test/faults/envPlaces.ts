import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Secret } from '../../src/domain/secrets/secret.ts';
import type { ProgramPlaces } from '../../src/editor/placements/programPlaces.ts';
import type { Place, Places } from '../../src/lifecycle/model/places.ts';
import type { Hook } from './hook.ts';
import type { LocalFaults } from './jobs.ts';
import { readText, replaceText } from './textPlaces.ts';

/** Real `.env` files of one line and a file of another format, behind the port that the editor's own writer stands behind. */
export function createEnvPlaces(
  hook: Hook,
  fault: LocalFaults['env'],
  programs: Pick<ProgramPlaces, 'read' | 'replace'>,
): Places {
  const change = (place: Place, value: string) => {
    const path = pathOf(place);
    if (place.kind !== 'env') throw new Error('These placements are lines.');
    const temporary = `${path}.${process.pid}.tmp`;
    writeFileSync(temporary, `${place.variable}=${value}\n`);
    renameSync(temporary, path);
  };
  return {
    read: (place, signal) =>
      hook('places.read', async () => {
        if (place.kind === 'program') return programs.read(place, signal);
        if (place.kind === 'text') return readText(place);
        const value = valueOf(place);
        return value === undefined ? undefined : new Secret(value);
      }),
    replace: (place, isOld, next, terms) =>
      hook('places.replace', async () => {
        if (place.kind === 'program') return programs.replace(place, isOld, next, terms);
        if (fault === 'read-only' || fault === 'dirty-editor') {
          return { kind: 'refused', reason: fault };
        }
        if (place.kind === 'text') return replaceText(place, isOld, next, { fault, hook });
        if (fault === 'changed-meanwhile') change(place, 'typed-by-the-person-meanwhile');
        const value = valueOf(place);
        if (value === undefined) return { kind: 'gone' };
        if (!isOld(new Secret(value))) return { kind: 'changed' };
        change(place, next.reveal());
        return { kind: 'replaced' };
      }),
  };
}

/** The value that stands in a `.env` file of one line. */
export function valueOf(place: Place): string | undefined {
  let text: string;
  try {
    text = readFileSync(pathOf(place), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  const value = text.slice(text.indexOf('=') + 1).trim();
  return value === '' ? undefined : value;
}

function pathOf(place: Place): string {
  if (place.kind !== 'env') throw new Error('These placements are files.');
  return fileURLToPath(place.file);
}
