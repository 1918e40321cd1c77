import { t } from '@vscode/l10n';
import { isUtf8 } from 'node:buffer';
import path from 'node:path';
import { UserFacingError } from '../../domain/errors.ts';
import type { FilePath } from '../../files/walkFiles.ts';
import { readGit } from './git.ts';
import { inGit } from './inGit.ts';
import { enclosing, locate, unanswered, type Unanswered } from './repositories.ts';

/** Listing half a million files takes git a few seconds on a slow disk. */
const TIMEOUT_MS = 60_000;

/**
 * Absolute paths, in bytes where they are no UTF-8, of what any repository around a folder tracks in it and below: files, links and the
 * places of submodules. `undefined` where there is no repository. For trusted folders.
 * @throws UserFacingError when git is missing or fails
 */
export async function listTracked(
  folder: string,
  signal?: AbortSignal,
): Promise<readonly FilePath[] | undefined> {
  const place = locate(path.join(folder, '.env'));
  const found = await enclosing(place);
  if (found.length === 0) return undefined;
  const real = path.dirname(place.file);
  const lists = await Promise.all(
    found.map(async (each) => {
      if (each.kind !== 'repository') throw unknown(each);
      const { answer, output } = await readGit(real, ['ls-files', '-z'], {
        timeoutMs: TIMEOUT_MS,
        encoding: 'latin1',
        repository: each,
        ...(signal ? { signal } : {}),
      });
      if (answer.code !== 0) throw unknown(unanswered(answer));
      return output.split('\0').filter((name) => name !== '');
    }),
  );
  // A conflict lists a file once a side.
  return [...new Set(lists.flat())].map((name) =>
    below(folder, Buffer.from(name.replace(/\/$/, ''), 'latin1')),
  );
}

/**
 * Absolute paths of what of some folders inside a folder any repository around tracks or does not ignore; a
 * repository in one of them is one entry. They may be a hundred thousand, so each is made when it is asked
 * for. `undefined` where git does not say. For trusted folders.
 */
export async function listUnignored(
  folder: string,
  inside: readonly string[],
  signal?: AbortSignal,
): Promise<Iterable<string> | undefined> {
  const place = locate(path.join(folder, '.env'));
  const real = path.dirname(place.file);
  const specs = inside.map((each) => `:(literal)${inGit(folder, each)}`);
  const lists = await Promise.all(
    (await enclosing(place)).map(async (each) => {
      if (each.kind !== 'repository') return undefined;
      const { answer, output } = await readGit(
        real,
        ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...specs],
        { timeoutMs: TIMEOUT_MS, repository: each, ...(signal ? { signal } : {}) },
      );
      return answer.code === 0 ? output : undefined;
    }),
  );
  const known = lists.filter((each) => each !== undefined);
  return known.length < lists.length ? undefined : pathsIn(folder, known);
}

function* pathsIn(folder: string, lists: readonly string[]): Generator<string> {
  // A conflict lists a file once a side, and two repositories may both have it.
  const told = new Set<string>();
  for (const list of lists) {
    let start = 0;
    for (let end = list.indexOf('\0'); end !== -1; end = list.indexOf('\0', start)) {
      const name = list.slice(start, list[end - 1] === '/' ? end - 1 : end);
      start = end + 1;
      if (name === '' || told.has(name)) continue;
      told.add(name);
      yield path.join(folder, name);
    }
  }
}

function below(folder: string, name: Buffer): FilePath {
  if (isUtf8(name)) return path.join(folder, name.toString());
  return Buffer.concat([Buffer.from(`${folder}${path.sep}`), name]);
}

function unknown(why: Unanswered): UserFacingError {
  return new UserFacingError(
    why.kind === 'git-missing'
      ? t('Git was not found, so nobody knows which files are tracked.')
      : t('Git could not list the tracked files. {0}', why.reason),
  );
}
