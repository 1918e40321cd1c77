import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from './fileRefusal.ts';
import { isForeign } from './walkFiles.ts';

/**
 * What of a folder of version control a program reads values from: the settings, which may hold a header or an
 * address with one, those of submodules, the hooks that somebody wrote, and what Subversion keeps to sign in.
 */
export async function settingsOfVersionControl(folder: string): Promise<readonly string[]> {
  const inFolder = async (name: string, wanted: (file: string) => boolean) =>
    (await entriesOf(path.join(folder, name))).files
      .filter(wanted)
      .map((file) => path.join(folder, name, file));
  const found = await Promise.all([
    inFolder('.', (name) => /^(?:config|config\.worktree|hgrc(?:-not-shared)?)$/.test(name)),
    inFolder('hooks', (name) => !name.endsWith('.sample')),
    inFolder('repo', (name) => name === 'config.toml'),
    inFolder('branch', (name) => name === 'branch.conf'),
    inFolder('prefs', () => true),
    ofModules(path.join(folder, 'modules')),
    below(path.join(folder, 'worktrees'), 1, (name) => name === 'config.worktree'),
    below(path.join(folder, 'auth'), 1, () => true),
  ]);
  return found.flat();
}

/** Submodules may be so many folders deep, by their paths. */
const deepestModule = 16;

/** A submodule is called by its path, so that its folder lies as deep; what has a `config` is one. */
async function ofModules(folder: string, depth = 0): Promise<readonly string[]> {
  const { folders } = await entriesOf(folder);
  const found = await Promise.all(
    folders.map(async (name) => {
      const at = path.join(folder, name);
      const settings = (await entriesOf(at)).files.filter((file) =>
        /^config(?:\.worktree)?$/.test(file),
      );
      const next = settings.length > 0 ? path.join(at, 'modules') : at;
      return [
        ...settings.map((file) => path.join(at, file)),
        ...(depth < deepestModule ? await ofModules(next, depth + 1) : []),
      ];
    }),
  );
  return found.flat();
}

/** Builds copy an env file that deep, as `.next/standalone/apps/web/.env`. */
const deepestCopy = 3;

/**
 * Files of these names in a folder that is not walked through: in what a build made, where an env file is copied to be
 * read there, and at the top of each package.
 */
export async function copiedInto(
  folder: string,
  isWanted: (name: string) => boolean,
): Promise<readonly string[]> {
  return below(folder, isOfPackages(folder) ? 1 : deepestCopy, isWanted);
}

/** There each folder is a package, of which there may be a thousand. */
const isOfPackages = (folder: string): boolean =>
  /^(?:node_modules|bower_components|site-packages|vendor)$/.test(path.basename(folder));

/** So many folders are asked for at once, and so many are looked into: a build may have made any number. */
const [atOnce, mostFolders] = [16, 4000];

/** Files of these names in a folder and in those so deep in it; a scope of packages is no depth. */
async function below(
  top: string,
  deepest: number,
  isWanted: (name: string) => boolean,
): Promise<readonly string[]> {
  const found: string[] = [];
  const waiting = [{ folder: top, depth: 0 }];
  for (let left = mostFolders; left > 0 && waiting.length > 0; left -= atOnce) {
    const all = waiting.splice(0, Math.min(atOnce, left));
    const listed = await Promise.all(
      all.map(async (each) => ({ ...each, ...(await entriesOf(each.folder)) })),
    );
    for (const { folder, depth, files, folders } of listed) {
      for (const name of files) if (isWanted(name)) found.push(path.join(folder, name));
      if (depth === deepest) continue;
      for (const name of folders) {
        if (isForeign(name)) continue;
        const next = name.startsWith('@') ? depth : depth + 1;
        waiting.push({ folder: path.join(folder, name), depth: next });
      }
    }
  }
  return found;
}

/** None where there is no folder, or none that may be read. Links count as files. */
async function entriesOf(folder: string) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const [folders, files] = [true, false].map((wanted) =>
      entries.filter((each) => each.isDirectory() === wanted).map(({ name }) => name),
    );
    return { folders: folders ?? [], files: files ?? [] };
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return { folders: [], files: [] };
  }
}
