import { Uri } from 'vscode';
import { checkGit, type GitVerdict } from '../../dotenv/git/gitGuard.ts';
import { checkGitOfMany } from '../../dotenv/git/gitGuardOfMany.ts';
import type { Place } from '../../lifecycle/model/places.ts';
import { trustedSpot, type EnvSpot } from '../env/envSpot.ts';

/** Git's word on a file is asked for so many at once, … */
const ahead = 64;
/** … and is as good as new for so long; who comes later asks anew. */
const goodMs = 2000;

/** What git would do with files that are looked at one after the other. */
export interface GitAhead {
  /** That these come next, in this order. */
  readonly expect: (places: readonly Place[]) => void;
  verdict(file: Uri, spot: EnvSpot): Promise<GitVerdict>;
}

/** Asks git for the next ones, too, where it was said which those are: four programs a file take longer than its write. */
export function createGitAhead(): GitAhead {
  let expected: readonly string[] = [];
  let position = new Map<string, number>();
  const known = new Map<string, { readonly verdict: Promise<GitVerdict>; readonly at: number }>();

  return {
    expect(places) {
      expected = [...new Set(places.flatMap((each) => ('file' in each ? [each.file] : [])))];
      position = new Map(expected.map((file, at) => [file, at]));
      known.clear();
    },
    async verdict(file, { path }) {
      const name = file.toString();
      const at = position.get(name);
      if (at === undefined) return checkGit(path.folder, path.file);
      const earlier = known.get(name);
      if (earlier && performance.now() - earlier.at < goodMs) return earlier.verdict;
      const next = expected.slice(at, at + ahead);
      const asked = askOf(path.folder, next);
      for (const each of next) {
        const verdict = asked.then((all) => all.get(each) ?? checkGit(path.folder, path.file));
        // Who comes for it hears of a failure; who does not, has no need to.
        verdict.catch(() => undefined);
        known.set(each, { verdict, at: performance.now() });
      }
      return (await asked).get(name) ?? checkGit(path.folder, path.file);
    },
  };
}

/** Of those that lie in the same folder of the window. */
async function askOf(
  folder: string,
  files: readonly string[],
): Promise<ReadonlyMap<string, GitVerdict>> {
  const spots = await Promise.all(
    files.map(async (name) => ({ name, spot: await trustedSpot(Uri.parse(name)) })),
  );
  const here = spots.flatMap(({ name, spot }) =>
    spot?.path.folder === folder ? [{ name, file: spot.path.file }] : [],
  );
  const verdicts = await checkGitOfMany(
    folder,
    here.map(({ file }) => file),
  );
  return new Map(
    here.flatMap(({ name }, at) => {
      const verdict = verdicts[at];
      return verdict ? [[name, verdict] as const] : [];
    }),
  );
}
