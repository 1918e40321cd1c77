import { lstatSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { codeOf } from './fileRefusal.ts';
import type { FilePath } from './walkFiles.ts';

/** What is shown in the place of bytes that are no UTF-8. */
const sign = '\uFFFD';

/**
 * The bytes of a path that is no UTF-8, by the text that people read; `undefined` where there is none, and for
 * any other path. A file's URI holds text only, so this is how such a file is found again.
 */
export function oddPath(shown: string): Buffer | undefined {
  if (!shown.includes(sign)) return undefined;
  const { root } = path.parse(shown);
  let at: FilePath = root;
  for (const name of shown.slice(root.length).split(path.sep)) {
    const next: FilePath | undefined = entryOf(at, name);
    if (next === undefined) return undefined;
    at = next;
  }
  return typeof at === 'string' ? undefined : at;
}

/** By the name as it is, or, where it is not there, the first that is shown so. */
function entryOf(folder: FilePath, name: string): FilePath | undefined {
  const plain = joined(folder, Buffer.from(name));
  if (!name.includes(sign) || lstatSync(plain, { throwIfNoEntry: false }) !== undefined)
    return plain;
  try {
    const found = readdirSync(folder, { encoding: 'buffer' }).find((each) => String(each) === name);
    return found && joined(folder, found);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

function joined(folder: FilePath, name: Buffer): FilePath {
  if (typeof folder === 'string' && Buffer.from(String(name)).equals(name)) {
    return path.join(folder, String(name));
  }
  const above = typeof folder === 'string' ? Buffer.from(folder) : folder;
  return Buffer.concat([above, Buffer.from(path.sep), name]);
}
