import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import { runsScripts } from './envFilesOf.ts';
import { withFolder } from './folderVariables.ts';
import type { Written } from './tasksBehind.ts';

/** What package managers read scripts from. */
const ofNpm = ['package.json', 'package.json5', 'package.yaml'] as const;
const ofDeno = ['deno.json', 'deno.jsonc'] as const;
export const packageFiles = [...ofNpm, ...ofDeno] as const;

/** More words are no command line that a person reads, and each is looked for on the disk. */
const MOST_WORDS = 200;
const MOST_FOLDERS = 24;

/**
 * The folders whose scripts a command line may run by a package manager: the one that it is started in,
 * and those that it names, as `cd web && npm run dev` and `npm --prefix web run dev` do. Empty where
 * it calls none. `root` is what VS Code's variables for the folder stand for.
 */
export async function packageFolders(
  start: Written,
  place: string,
  root = place,
): Promise<readonly string[]> {
  if (!runsScripts(start)) return [];
  const text = JSON.stringify(start);
  const words = withFolder(text, '.')
    .replaceAll('\\"', ' ')
    .split(/[\s"'`=:;,&|()[\]{}]+/)
    .filter((word) => word !== '' && !word.startsWith('-'));
  // What begins with the folder's variable is meant from there.
  const folders = new Set(text.includes('${') ? [place, root] : [place]);
  for (const word of [...new Set(words)].slice(0, MOST_WORDS)) {
    // One after the other: each may be meant from where an earlier one has led.
    for (const from of [...folders]) {
      if (folders.size >= MOST_FOLDERS) break;
      const folder = path.resolve(from, word.replaceAll('\\\\', '/'));
      if (!folders.has(folder) && (await isFolder(folder))) folders.add(folder);
    }
  }
  // Package managers look upwards for scripts.
  for (const folder of [...folders]) {
    for (const names of [ofNpm, ofDeno]) folders.add(await nearestPackage(folder, names));
  }
  return [...folders];
}

/** The folder itself where there is none above either. */
async function nearestPackage(folder: string, names: readonly string[]): Promise<string> {
  for (let at = folder; ; at = path.dirname(at)) {
    const are = await Promise.all(names.map((name) => isThere(path.join(at, name))));
    if (are.includes(true)) return at;
    if (path.dirname(at) === at) return folder;
  }
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

async function isFolder(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isDirectory();
  } catch {
    // A word that names nothing, or nothing that can be looked at.
    return false;
  }
}
