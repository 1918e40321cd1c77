import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { codeOf } from './fileRefusal.ts';

/**
 * What of a folder of version control a program reads values from: the settings, which may hold a header or an
 * address with one, those of submodules, and the hooks that somebody wrote.
 */
export async function settingsOfVersionControl(folder: string): Promise<readonly string[]> {
  const [own, hooks, modules] = await Promise.all([
    entriesOf(folder),
    entriesOf(path.join(folder, 'hooks')),
    entriesOf(path.join(folder, 'modules')),
  ]);
  return [
    ...own.files.filter((name) => /^(?:config|config\.worktree|hgrc)$/.test(name)),
    ...hooks.files
      .filter((name) => !name.endsWith('.sample'))
      .map((name) => path.join('hooks', name)),
    ...modules.folders.map((name) => path.join('modules', name, 'config')),
  ].map((name) => path.join(folder, name));
}

/**
 * Files of these names at the top of a folder and in the folders right below that are no package: builds copy an
 * env file there and read it there, as `.next/standalone/.env`.
 */
export async function copiedInto(
  folder: string,
  isWanted: (name: string) => boolean,
): Promise<readonly string[]> {
  const { files, folders } = await entriesOf(folder);
  const found = files.filter(isWanted);
  for (const name of isOfPackages(folder) ? [] : folders) {
    const below = (await entriesOf(path.join(folder, name))).files.filter(isWanted);
    found.push(...below.map((each) => path.join(name, each)));
  }
  return found.map((name) => path.join(folder, name));
}

/** There each folder is a package, of which there may be a thousand. */
const isOfPackages = (folder: string): boolean =>
  /^(?:node_modules|bower_components|site-packages|vendor)$/.test(path.basename(folder));

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
