import { Uri, workspace } from 'vscode';
import type { EnvRefusal } from '../../dotenv/envFile.ts';
import type { Planner } from '../../dotenv/text/plan.ts';
import type { Place, Places, ReplaceRefusal } from '../../lifecycle/model/ports.ts';
import { onDisk, trustedSpot, type EnvSpot } from '../env/envSpot.ts';
import { missingAt } from './missingAt.ts';
import type { Terminals } from './terminals.ts';

/** Reads and rewrites placements for the lifecycle: `.env` lines and terminals of open folders. */
export async function createPlaces(terminals: Terminals): Promise<Places> {
  const [
    { editEnvFile, readEnvFile },
    { editTextFile, readTextFile },
    { readVariable },
    { planEdit },
    { findCopies, planCopies },
  ] = await Promise.all([
    import('../../dotenv/envFile.ts'),
    import('../../dotenv/textFile.ts'),
    import('../../dotenv/text/variable.ts'),
    import('../../dotenv/text/envText.ts'),
    import('../../dotenv/copies.ts'),
  ]);

  return {
    async read(place) {
      if (place.kind === 'terminal') {
        return terminals.valueOf(Uri.parse(place.folder), place.variable);
      }
      const spot = await trustedSpot(Uri.parse(place.file));
      if (place.kind === 'text') {
        const file = spot && (await readTextFile(spot.path, spot.disk));
        if (file?.kind !== 'file') return undefined;
        return findCopies(file.bytes).find(({ value }) => value.keyPrefix === place.keyPrefix)
          ?.value;
      }
      const file = spot && (await readEnvFile(spot.path, spot.disk));
      if (file?.kind !== 'file') return undefined;
      return readVariable(file.bytes, place.variable);
    },
    async replace(place, isOld, next) {
      if (place.kind === 'terminal') {
        const folder = Uri.parse(place.folder);
        const value = terminals.valueOf(folder, place.variable);
        // Another window's: that one gives it to its terminals as long as it is open.
        if (!value) return { kind: 'refused', reason: 'outside-folder' };
        if (!isOld(value)) return { kind: 'changed' };
        terminals.renew(folder, place.variable, next);
        return { kind: 'replaced' };
      }
      const spot = await trustedSpot(Uri.parse(place.file));
      if (!spot) return { kind: 'refused', reason: 'outside-folder' };
      const planner: Planner = (bytes) =>
        place.kind === 'text'
          ? planCopies(bytes, isOld, next)
          : planEdit(bytes, place.variable, next, { isOld });
      const [read, edit] =
        place.kind === 'text' ? [readTextFile, editTextFile] : [readEnvFile, editEnvFile];
      // Where somebody has taken the value away, nothing is to be written, and nothing is in the way.
      const now = await read(spot.path, spot.disk);
      const holds = (bytes: Uint8Array) => {
        const { kind } = planner(bytes);
        // What readers do not agree on may hold it all the same.
        return kind === 'refused'
          ? findCopies(bytes).some(({ value }) => isOld(value))
          : kind !== 'unchanged';
      };
      if (now.kind === 'file' && !holds(now.bytes)) {
        return { kind: (await missingAt(place, now)) === 'gone' ? 'gone' : 'changed' };
      }
      const reason = await refusalOf(place.file, spot);
      if (reason) return { kind: 'refused', reason };
      const edited = await edit(spot.path, planner, undefined, { disk: spot.disk });
      if (edited.kind === 'written') return { kind: 'replaced' };
      if (edited.kind === 'unchanged') return { kind: 'changed' };
      return edited.code === 'no-folder'
        ? { kind: 'gone' }
        : { kind: 'refused', reason: reasonOf(edited) };
    },
  };
}

/** Why a place could not be rewritten now, as far as that shows without a try. */
export async function refusalAt(place: Place): Promise<ReplaceRefusal | undefined> {
  if (place.kind === 'terminal') return undefined;
  const spot = await trustedSpot(Uri.parse(place.file));
  return spot ? refusalOf(place.file, spot) : 'outside-folder';
}

async function refusalOf(file: string, spot: EnvSpot): Promise<ReplaceRefusal | undefined> {
  if (isDirty(file)) return 'dirty-editor';
  const located = await spot.disk.locate(spot.path, false);
  const hindrance = located.kind === 'located' && (await spot.disk.hindrance?.(located));
  return hindrance ? reasonOf(hindrance) : refusalOfGit(Uri.parse(file), spot);
}

/** Why git would, or for all that is known could, take the next secret along. */
async function refusalOfGit(file: Uri, { path }: EnvSpot): Promise<ReplaceRefusal | undefined> {
  if (!onDisk(file)) return undefined;
  const { checkGit } = await import('../../dotenv/git/gitGuard.ts');
  switch ((await checkGit(path.folder, path.file)).kind) {
    case 'tracked':
      return 'tracked-by-git';
    case 'not-ignored':
      return 'not-ignored-by-git';
    case 'git-missing':
    case 'git-failed':
      return 'git-not-asked';
    default:
      return undefined;
  }
}

/** True while an editor shows the file with changes that are not saved. */
export function isDirty(file: string): boolean {
  return workspace.textDocuments.some(
    (document) => document.isDirty && document.uri.toString() === file,
  );
}

function reasonOf({ code }: EnvRefusal): ReplaceRefusal {
  switch (code) {
    case 'outside-folder':
    case 'is-a-link':
    case 'bad-file-name':
      return 'outside-folder';
    case 'mount-point':
    case 'attributes':
      return code;
    case 'unwritable':
    case 'unreadable':
      return 'read-only';
    case 'is-a-folder':
    case 'not-a-file':
    case 'changed-meanwhile':
    case 'too-large-to-read':
      return 'failed';
    default:
      return 'unwritable-line';
  }
}
