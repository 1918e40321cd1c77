import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { interpreterOf, type Surroundings } from './interpreter.ts';
import type { Recipe } from './recipe.ts';

/** A program that the person agreed to: where it is, and which file that was, run by what, with which recipe. */
export interface AgreedProgram {
  readonly path: string;
  readonly identity: string;
}

/** Reads what identifies files, each once for as long as it stays the same. */
export function createIdentities(
  around: Surroundings,
): (file: string, recipe: Recipe) => Promise<string> {
  const known = new Map<string, Promise<string>>();
  const contentOf = async (file: string): Promise<string> => {
    const real = await realpath(file);
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(real, { bigint: true });
    const state = [real, dev, ino, size, mtimeNs, ctimeNs].join('|');
    const content = known.get(state) ?? digestOf(real);
    known.set(state, content);
    return `${real}\n${await content}`;
  };
  return async (file, recipe) => {
    const interpreter = await interpreterOf(file, around);
    const runBy = interpreter === undefined ? '' : `\n${await contentOf(interpreter)}`;
    // A recipe of ours comes with the release; the person's may come by a sync from elsewhere.
    const own = recipe.id.startsWith('own:') ? JSON.stringify(recipe) : recipe.id;
    return createHash('sha256')
      .update(`${await contentOf(file)}${runBy}\n${own}`)
      .digest('base64url');
  };
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('base64url');
}
