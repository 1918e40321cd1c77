import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Secret } from '../../src/domain/secrets/secret.ts';
import { findCopies, planCopies } from '../../src/dotenv/copies.ts';
import { copyMissing } from '../../src/dotenv/missing.ts';
import { editTextFile, readTextFile } from '../../src/dotenv/textFile.ts';
import type { Place, Replaced } from '../../src/lifecycle/model/places.ts';
import type { Hook } from './hook.ts';
import type { LocalFaults } from './jobs.ts';

export type TextPlace = Extract<Place, { kind: 'text' }>;

/** The file of another format in the folder of a trial. */
export const settingsFile = 'settings.json';
const rivalsFile = 'rivals.txt';

/** Its first content; `rivals` counts what another program wrote into it. */
export function writeSettings(dir: string, value: string): void {
  writeFileSync(join(dir, settingsFile), `{"rivals": 0, "key": "${value}"}\n`);
}

/** The value of a key in the settings of a trial, as a place. */
export function settingsPlace(dir: string, secret: Secret): TextPlace {
  const [copy] = findCopies(readFileSync(join(dir, settingsFile)));
  const file = pathToFileURL(join(dir, settingsFile)).href;
  return { kind: 'text', file, keyPrefix: secret.keyPrefix, names: copy?.names ?? [] };
}

export async function readText(place: TextPlace): Promise<Secret | undefined> {
  const file = await readTextFile(pathOf(place));
  if (file.kind !== 'file') return undefined;
  return findCopies(file.bytes).find(({ value }) => value.keyPrefix === place.keyPrefix)?.value;
}

/** Through the editor's own transaction; with a rival another program writes into the middle of it, once. */
export async function replaceText(
  place: TextPlace,
  isOld: (value: Secret) => boolean,
  next: Secret,
  { fault, hook }: { readonly fault: LocalFaults['env']; readonly hook: Hook },
): Promise<Replaced> {
  let isRivalToCome = fault === 'rival-writer';
  const edited = await editTextFile(
    pathOf(place),
    (bytes) => planCopies(bytes, isOld, next),
    undefined,
    {
      async beforeStep(step) {
        // A boundary of its own: killed between any two steps of the write, too.
        await hook(`text ${step}`, async () => undefined);
        if (step !== 'compare' || !isRivalToCome) return;
        isRivalToCome = false;
        writeAsRival(pathOf(place).folder);
      },
    },
  );
  if (edited.kind === 'written') return { kind: 'replaced' };
  if (edited.kind === 'refused') return { kind: 'refused', reason: 'failed' };
  const now = await readTextFile(pathOf(place));
  const bytes = now.kind === 'file' ? now.bytes : new Uint8Array();
  return { kind: copyMissing(bytes, place.names) === 'gone' ? 'gone' : 'changed' };
}

/** What is wrong with the settings after a trial: half written, twice the key, or a rival's work undone. */
export function brokenSettings(dir: string): string[] {
  if (!existsSync(join(dir, settingsFile))) return [];
  const text = readFileSync(join(dir, settingsFile), 'utf8');
  try {
    // As `writeSettings` has made it.
    const { rivals } = JSON.parse(text) as { rivals: number };
    const wrong: string[] = [];
    if (rivals !== rivalsIn(dir)) wrong.push('what a rival wrote into the settings is gone');
    if (findCopies(Buffer.from(text)).length !== 1) wrong.push('the settings hold not one value');
    return wrong;
  } catch {
    return ['the settings are half written'];
  }
}

/** The value that stands in the settings. */
export function settingsValue(dir: string): string | undefined {
  const path = join(dir, settingsFile);
  return existsSync(path) ? findCopies(readFileSync(path))[0]?.value.reveal() : undefined;
}

function writeAsRival(dir: string): void {
  const path = join(dir, settingsFile);
  const count = rivalsIn(dir) + 1;
  const text = readFileSync(path, 'utf8').replace(/"rivals": \d+/, `"rivals": ${count}`);
  writeFileSync(`${path}.rival`, text);
  renameSync(`${path}.rival`, path);
  writeFileSync(join(dir, rivalsFile), String(count));
}

function rivalsIn(dir: string): number {
  const path = join(dir, rivalsFile);
  return existsSync(path) ? Number(readFileSync(path, 'utf8')) : 0;
}

function pathOf({ file }: TextPlace) {
  const path = fileURLToPath(file);
  return { folder: dirname(path), file: path };
}
