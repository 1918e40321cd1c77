import { existsSync } from 'node:fs';
import { mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';

/**
 * Of the extensions that come with VS Code those that windows need which show no source: how they look, and what
 * the texts are that Keyrail opens. Every other one is read and told to each window that opens, which is a sixth
 * of what the window costs.
 */
const few = [
  'dotenv',
  'javascript',
  'json',
  'log',
  'markdown-basics',
  'markdown-language-features',
  'theme-defaults',
];

/** Puts these few into a folder of their own, as `--builtin-extensions-dir` takes it, below `data`. */
export async function fewBuiltIn(home: string, data: string): Promise<string> {
  const folder = path.join(data, 'built-in');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const name of few) {
    const own = path.join(home, 'extensions', name);
    // The oldest VS Code has no `dotenv` yet.
    if (existsSync(own)) await symlink(own, path.join(folder, name), 'junction');
  }
  return folder;
}
