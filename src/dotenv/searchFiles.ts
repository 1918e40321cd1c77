import { lstatSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { copiedInto, settingsOfVersionControl } from '../files/besideWalk.ts';
import { isInside } from '../files/isInside.ts';
import { shownPath, walkFolders, type FilePath, type TakeOver } from '../files/walkFiles.ts';
import { isNamedLikeEnv } from './envFileName.ts';
import { createFileVisits } from './fileVisits.ts';
import { listUnignored } from './git/trackedFiles.ts';
import { createRestInThread } from './restInThread.ts';
import type { Search } from './search.ts';

/**
 * Looks into every file below a folder that could hand a value to a program: what git tracks or does not
 * ignore, wherever it lies, and all else outside the folders of package managers and builds; of those the env
 * files that a build copies there, and of version control its settings. Answers with how many there were.
 */
export async function searchFiles(folder: string, search: Search): Promise<number> {
  const { unsearched, signal } = search;
  const visit = createFileVisits(search, await realpath(folder).catch(() => folder));
  const visitAll = async (files: readonly FilePath[]) => {
    for (const file of files) {
      const work = visit.file(file);
      if (work) await work;
    }
  };
  const seen = new Set<string>();
  const thread = search.always && createRestInThread(search.always, unsearched, signal);
  const walk = async (from: FilePath, takeOver?: TakeOver): Promise<void> => {
    const foreign = new Map<string, string[]>();
    const copied = new Set<string>();
    let top = shownPath(from);
    for await (const walked of walkFolders(from, unsearched, signal, takeOver)) {
      // Git is asked in the innermost repository about what lies in it.
      if (walked.hasGit) top = shownPath(walked.folder);
      await visitAll(walked.files);
      for (const link of walked.links) await visit.link(link);
      for (const each of walked.versionControl) {
        await visitAll(await settingsOfVersionControl(each));
      }
      for (const each of walked.foreign) {
        for (const file of await copiedInto(each, isNamedLikeEnv)) {
          copied.add(file);
          await visit.file(file);
        }
        const asked = isInside(top, each) ? top : shownPath(from);
        foreign.set(asked, [...(foreign.get(asked) ?? []), each]);
      }
    }
    for (const [asked, folders] of foreign) {
      const listed = await listUnignored(asked, folders, signal);
      if (listed === undefined) unsearched.unasked.push(...folders);
      for (const file of listed ?? []) {
        if (copied.has(file)) continue;
        if (!isFolder(file)) await visit.file(file);
        // A repository in a repository is one entry of the outer one.
        else if (!seen.has(file)) {
          seen.add(file);
          await walk(file);
        }
      }
    }
  };
  try {
    await walk(folder, () => thread?.takeOver(visit.count()));
  } finally {
    thread?.end();
  }
  await visit.end();
  return visit.count() + (thread?.count() ?? 0);
}

const isFolder = (file: string): boolean =>
  lstatSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
