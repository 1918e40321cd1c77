import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ProgramConsents } from '../../../../src/commands/ports.ts';
import { createProgramPlaces } from '../../../../src/editor/placements/programPlaces.ts';
import { createAgreedPrograms } from '../../../../src/editor/programs/agreedPrograms.ts';
import type { KeyPrograms } from '../../../../src/editor/programs/keyPrograms.ts';
import type { ProgramPlace } from '../../../../src/lifecycle/model/places.ts';
import { createPrograms } from '../../../../src/programs/engine.ts';
import type { Recipe } from '../../../../src/programs/recipe.ts';
import { root } from '../../../support/root.mjs';
import type { LifecycleFixture } from '../../lifecycle/lifecycleFixture.ts';
import { putBehind } from '../../lifecycle/memoryProgram.ts';
import { keyWindow, type KeyWindow } from './keyWindow.ts';
import type { ScriptedPerson } from './scriptedPerson.ts';

/** A real program on this machine that keeps values in files, and what the person has agreed to for it. */
export interface Keeper {
  readonly port: Pick<ProgramConsents, 'programs'>;
  readonly programs: KeyPrograms;
  /** What it keeps under a name. */
  valueOf(name: string): string | undefined;
  /** Somebody else puts something there. */
  put(name: string, value: string): void;
  /** It is another file from now on, which does the same. */
  change(): void;
  remove(): void;
}

/** Where a value stands in it. */
export const inKeeper = (name: string): ProgramPlace => ({
  kind: 'program',
  recipe: 'keeper',
  answers: { name },
});

/** Puts it onto this machine, and behind the places of a lifecycle. */
export function installKeeper(fixture: LifecycleFixture): Keeper {
  const home = mkdtempSync(path.join(tmpdir(), 'keyrail-keeper-'));
  const program = path.join(home, 'keeper');
  const install = (end = '') => {
    const script = readFileSync(path.join(root, 'test/faults/keeper.cjs'), 'utf8');
    writeFileSync(program, `#!${process.execPath}\n${script}${end}`);
    chmodSync(program, 0o755);
  };
  install();
  mkdirSync(path.join(home, 'start'));
  mkdirSync(path.join(home, 'kept'));
  const command = (verb: string) => ({ args: [verb, '{name}'] });
  const recipe: Recipe = {
    id: 'keeper',
    title: 'Keeper',
    program,
    questions: [{ name: 'name', title: 'Name' }],
    put: command('put'),
    get: command('get'),
    remove: command('remove'),
    says: { none: '^not found$' },
  };
  const kept = new Map<string, unknown>();
  const agreed = createAgreedPrograms({
    // `as`: a Memento gives back what it was given, unread.
    get: <T>(key: string, fallback?: T) => (kept.get(key) ?? fallback) as T,
    update: async (key, value) => void kept.set(key, value),
  });
  const recipes = () => [recipe];
  const engine = createPrograms({
    recipes,
    agreed: (place) => agreed.of({ kind: 'program', ...place }),
    allAgreed: () => agreed.all(),
    openFolders: () => [],
    folder: path.join(home, 'start'),
    environment: () => process.env,
  });
  const adapter = createProgramPlaces({ programs: engine, recipes }, fixture.ports.clock);
  putBehind(fixture.places, adapter);
  const programs: KeyPrograms = {
    programs: engine,
    agreed,
    places: adapter,
    recipes,
    problems: () => [],
    keepAlsoIn: () => ({}),
    suggestions: {
      fromFolders: async () => ({}),
      folderName: () => 'My Shop',
      variable: () => 'GOVRAIL_API_KEY',
    },
    onDidWait: () => ({ dispose: () => undefined }),
    dispose: () => undefined,
  };
  const fileOf = (name: string) => path.join(home, 'kept', name);
  return {
    port: { programs: async () => programs },
    programs,
    valueOf: (name) =>
      existsSync(fileOf(name))
        ? // As the program writes it.
          (JSON.parse(readFileSync(fileOf(name), 'utf8')) as { value: string }).value
        : undefined,
    put(name, value) {
      writeFileSync(fileOf(name), JSON.stringify({ value, at: '2026-01-01T00:00:00Z' }));
    },
    change() {
      install('// Another version.\n');
    },
    remove() {
      rmSync(home, { recursive: true, force: true });
    },
  };
}

/** A window with it. @param more what is special about the window */
export async function programWindow(
  fixture: LifecycleFixture,
  keeper: Keeper,
  person: ScriptedPerson,
  more: Parameters<typeof keyWindow>[2] = {},
): Promise<Omit<KeyWindow, 'ports'> & { readonly ports: KeyWindow['ports'] & ProgramConsents }> {
  const window = await keyWindow(fixture, person, more);
  const consents = () => Promise.reject(new Error('Nothing of this test starts a launch.'));
  return { ...window, ports: Object.assign(window.ports, keeper.port, { consents }) };
}
