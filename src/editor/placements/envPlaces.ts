import { Uri, workspace } from 'vscode';
import type { EnvPath, EnvRefusal } from '../../dotenv/envFile.ts';
import type { Place, Places, ReplaceRefusal } from '../../lifecycle/ports.ts';
import type { Terminals } from './terminals.ts';

/** Reads and rewrites placements for the lifecycle: `.env` lines and terminals of open folders. */
export async function createPlaces(terminals: Terminals): Promise<Places> {
  const [{ editEnvFile, readEnvFile }, { findVariable }, { planEdit }] = await Promise.all([
    import('../../dotenv/envFile.ts'),
    import('../../dotenv/variable.ts'),
    import('../../dotenv/envText.ts'),
  ]);

  return {
    async read(place) {
      if (place.kind === 'terminal') {
        return terminals.valueOf(Uri.parse(place.folder), place.variable);
      }
      const path = pathOf(place);
      const file = path && (await readEnvFile(path));
      if (file?.kind !== 'file') return undefined;
      return findVariable(file.bytes, place.variable).at(-1)?.value;
    },
    async replace(place, isOld, next) {
      if (place.kind === 'terminal') {
        const folder = Uri.parse(place.folder);
        const value = terminals.valueOf(folder, place.variable);
        if (!value || !isOld(value)) return { kind: 'changed' };
        terminals.renew(folder, place.variable, next);
        return { kind: 'replaced' };
      }
      const path = pathOf(place);
      if (!path) return { kind: 'refused', reason: 'outside-folder' };
      if (isDirty(place.file)) return { kind: 'refused', reason: 'dirty-editor' };
      const edited = await editEnvFile(path, (bytes) => {
        const found = findVariable(bytes, place.variable);
        const holdsOld = found.some(({ value }) => isOld(value));
        if (!holdsOld) return { kind: 'unchanged' };
        // An earlier line may hold the same dying secret, for readers that take the first one.
        const all = found.every(({ value }) => isOld(value));
        return planEdit(bytes, place.variable, next, { assignments: all ? 'every' : 'last' });
      });
      if (edited.kind === 'unchanged') return { kind: 'changed' };
      return edited.kind === 'written'
        ? { kind: 'replaced' }
        : { kind: 'refused', reason: reasonOf(edited) };
    },
  };
}

/** Only a file in a folder that this window shows and trusts is read or written. */
export function pathOf(place: Extract<Place, { kind: 'env' }>): EnvPath | undefined {
  const uri = Uri.parse(place.file);
  const folder = workspace.getWorkspaceFolder(uri);
  if (!folder || uri.scheme !== 'file' || !workspace.isTrusted) return undefined;
  return { folder: folder.uri.fsPath, file: uri.fsPath };
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
