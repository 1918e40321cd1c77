import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import {
  createProgramPlaces,
  type ProgramPlaces,
} from '../../src/editor/placements/programPlaces.ts';
import type { ProgramPlace } from '../../src/lifecycle/model/places.ts';
import { createPrograms, type Programs } from '../../src/programs/engine.ts';
import type { AgreedProgram } from '../../src/programs/identity.ts';
import type { Recipe } from '../../src/programs/recipe.ts';
import type { Hook } from './hook.ts';
import type { ProgramFault, Safeguard } from './jobs.ts';
import { weakenPrograms } from './withoutSafeguard.ts';

/** One that gives values back, one that tells when it was changed, and one that does neither. */
const kinds = ['readable', 'telling', 'mute'] as const;

/** Where the programs of a trial lie, beside what they keep. */
const homeOf = (dir: string) => join(dir, 'program');
const programOf = (dir: string) => join(homeOf(dir), 'keeper');

/** The places of the trial's programs. */
export const programPlaces: readonly ProgramPlace[] = kinds.map((recipe) => ({
  kind: 'program',
  recipe,
  answers: { name: `KEY_${recipe}` },
}));

function recipesOf(dir: string): readonly Recipe[] {
  const command = (verb: string) => ({ args: [verb, '{name}'] });
  const common = {
    program: programOf(dir),
    questions: [{ name: 'name', title: 'Name' }],
    put: command('put'),
    remove: command('remove'),
    says: { none: '^not found$' },
  };
  const telling = { ...command('seen'), read: { line: '^changed (.+)$' } };
  return [
    { ...common, id: 'readable', title: 'Readable', get: command('get') },
    { ...common, id: 'telling', title: 'Telling', seen: telling },
    { ...common, id: 'mute', title: 'Mute' },
  ];
}

function engineOf(dir: string): Programs {
  const agreed = new Map(
    existsSync(join(homeOf(dir), 'agreed.json'))
      ? // As `installKeeper` wrote it.
        (JSON.parse(readFileSync(join(homeOf(dir), 'agreed.json'), 'utf8')) as [
          string,
          AgreedProgram,
        ][])
      : [],
  );
  const limitMs = modeOf(dir) === 'hang' ? 400 : 20_000;
  return createPrograms({
    recipes: () => recipesOf(dir),
    agreed: ({ recipe }) => agreed.get(recipe),
    allAgreed: () => [...agreed.values()],
    openFolders: () => [],
    folder: join(homeOf(dir), 'start'),
    environment: () => process.env,
    limits: { ordinary: limitMs, asking: limitMs, waiting: limitMs, signedIn: limitMs },
  });
}

const modeFile = (dir: string) => join(homeOf(dir), 'keeper.mode');
const modeOf = (dir: string) =>
  existsSync(modeFile(dir)) ? readFileSync(modeFile(dir), 'utf8') : '';

/** Puts the real program into the folder of a trial, and has the person agree to it. */
export async function installKeeper(dir: string, script: string): Promise<void> {
  mkdirSync(join(homeOf(dir), 'start'), { recursive: true });
  writeFileSync(programOf(dir), `#!${process.execPath}\n${readFileSync(script, 'utf8')}`);
  chmodSync(programOf(dir), 0o755);
  const engine = engineOf(dir);
  const agreed: [string, AgreedProgram][] = [];
  for (const place of programPlaces) {
    const look = await engine.look(place);
    if (look.kind !== 'found') throw new Error(`The keeper cannot be run: ${look.trouble}.`);
    agreed.push([place.recipe, look]);
  }
  writeFileSync(join(homeOf(dir), 'agreed.json'), JSON.stringify(agreed));
}

/** The engine of the product over that program, each of its calls a boundary. */
export function createHookedPrograms(
  dir: string,
  hook: Hook,
  without: Safeguard | null,
): ProgramPlaces {
  const programs = weakenPrograms(engineOf(dir), without);
  const hooked: Pick<Programs, 'get' | 'put' | 'seen' | 'remove'> = {
    get: (place, ...more) =>
      hook(`program get ${place.recipe}`, () => programs.get(place, ...more)),
    put: (place, ...more) =>
      hook(`program put ${place.recipe}`, () => programs.put(place, ...more)),
    seen: (place, ...more) =>
      hook(`program seen ${place.recipe}`, () => programs.seen(place, ...more)),
    remove: (place, ...more) =>
      hook(`program remove ${place.recipe}`, () => programs.remove(place, ...more)),
  };
  const recipes = () => recipesOf(dir);
  return createProgramPlaces({ programs: hooked, recipes }, { now: () => new Date() });
}

/** What goes wrong with the programs of a trial until they are mended. */
export function breakKeeper(dir: string, fault: ProgramFault): void {
  if (fault === 'away') {
    renameSync(programOf(dir), `${programOf(dir)}.away`);
  } else if (fault === 'somebody') {
    for (const place of told) store(dir, place, somebodys, new Date());
    writeFileSync(join(homeOf(dir), 'somebody'), '');
  } else writeFileSync(modeFile(dir), fault);
}

/** What somebody else puts there. */
const somebodys = 'put-there-by-somebody-else';
/** Where that can be told at all. */
const told = programPlaces.filter(({ recipe }) => recipe !== 'mute');

/** What somebody else has put there, and was overwritten in silence. */
export function overwritten(dir: string): string[] {
  if (!existsSync(join(homeOf(dir), 'somebody'))) return [];
  return told
    .filter((place) => valueIn(dir, place) !== somebodys)
    .map(({ recipe }) => `what somebody else had put into ${recipe} is gone`);
}

/** The first deliveries of a trial were made that long ago. */
export const anHourAgo = () => new Date(Math.floor(Date.now() / 1000) * 1000 - 3_600_000);

/** Lets the first delivery be that of an earlier hour: moments are told to the second. */
export function ageKept(dir: string, place: ProgramPlace, at: Date): void {
  const value = valueIn(dir, place);
  if (value !== undefined) store(dir, place, value, at);
}

function store(dir: string, { answers }: ProgramPlace, value: string, at: Date): void {
  const text = JSON.stringify({ value, at: `${at.toISOString().slice(0, 19)}Z` });
  writeFileSync(join(homeOf(dir), 'kept', answers['name'] ?? ''), text);
}

export function mendKeeper(dir: string): void {
  rmSync(modeFile(dir), { force: true });
  const away = `${programOf(dir)}.away`;
  if (existsSync(away)) renameSync(away, programOf(dir));
}

/** What a program keeps in the end; `undefined` where there is none, or no program. */
export function valueIn(dir: string, { answers }: ProgramPlace): string | undefined {
  const file = join(homeOf(dir), 'kept', answers['name'] ?? '');
  if (!existsSync(file)) return undefined;
  // As the keeper writes it, whole or not at all.
  return (JSON.parse(readFileSync(file, 'utf8')) as { value: string }).value;
}

/** Where a value was seen in a process table while a program ran. */
export function foundInProcesses(dir: string): string[] {
  const file = join(homeOf(dir), 'keeper.found');
  return existsSync(file) ? [`${readFileSync(file, 'utf8')} of a process`] : [];
}

/** Whether a file is what a program keeps, where values belong. */
export function isKept(dir: string, folder: string): boolean {
  return folder === join(homeOf(dir), 'kept');
}
