import { posix } from 'node:path';
import { t } from '@vscode/l10n';
import { FileType, Uri, workspace, type WorkspaceFolder } from 'vscode';
import type { Secret } from '../../domain/secrets/secret.ts';
import { isSecretFileName } from '../../dotenv/envFileName.ts';
import { passedBy, rivalsOf, winner, type InTool, type Rival } from '../../dotenv/envOrder.ts';
import { manifests, toolsIn, type FolderFacts } from '../../dotenv/envTools.ts';
import { latin1View } from '../../dotenv/text/fileText.ts';
import { MAX_BYTES } from '../../files/guardedRead.ts';
import { readVariable } from '../../dotenv/text/variable.ts';

/** The env files of one folder, and what tells which of them tools read. */
interface Siblings {
  readonly facts: FolderFacts;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/**
 * The env file of a folder that is read of a variable by the tools that are there: the one that holds it
 * and wins, else the strongest that is there. `undefined` where there is none.
 */
export async function fileThatIsRead(
  folder: WorkspaceFolder,
  at: Uri,
  variable: string,
): Promise<string | undefined> {
  const { facts, files } = await siblingsIn(folder, at);
  return winner(facts, [...files.keys()], new Set(holders(files, variable).keys()));
}

/** The file that sets the variable and is read instead of this one; `undefined` where none is. */
export async function readInstead(
  folder: WorkspaceFolder,
  file: Uri,
  variable: string,
): Promise<string | undefined> {
  const { facts, files } = await siblingsIn(folder, Uri.joinPath(file, '..'));
  const held = new Set(holders(files, variable).keys());
  const name = posix.basename(file.path);
  const wins = winner(facts, [...files.keys()], held);
  if (wins === undefined || wins === name || !held.has(wins)) return undefined;
  return rivalsOf(facts, name, [wins]).some(({ winsFor }) => winsFor.length > 0) ? wins : undefined;
}

/** What is to be said of the other env files beside one that is to hold, or holds, a value. */
export interface Precedence {
  /** Sentences on what is read instead of it: the value would be written, and not used. */
  readonly hidden: readonly string[];
  /** Sentences on the others that set the variable, and are not read. */
  readonly others: readonly string[];
}

/** Looks at the files as they are now. Says nothing of those that hold the same value. */
export async function precedenceOf(
  folder: WorkspaceFolder,
  file: Uri,
  variable: string,
  value: Secret,
): Promise<Precedence> {
  const { facts, files } = await siblingsIn(folder, Uri.joinPath(file, '..'));
  const name = posix.basename(file.path);
  const different = [...holders(files, variable)]
    .filter(([each, held]) => each !== name && held?.equals(value) !== true)
    .map(([each]) => each);
  const rivals = rivalsOf(facts, name, different);
  const passed = passedBy(facts, name);
  return {
    hidden: [
      ...rivals
        .filter(({ winsFor }) => winsFor.length > 0)
        .map((rival) => wins(rival, name, variable)),
      ...(passed.length > 0 ? [t('{0} is not read by {1}.', name, listed(passed))] : []),
      ...allowAgain(name),
    ],
    others: rivals
      .filter(({ losesFor }) => losesFor.length > 0)
      .map((rival) => loses(rival, name, variable)),
  };
}

/** What a script of direnv needs after each change. */
export const allowAgain = (name: string): string[] =>
  name === '.envrc' ? [t('direnv reads a changed .envrc only after “direnv allow”.')] : [];

function wins({ name, winsFor }: Rival, target: string, variable: string): string {
  return t(
    '{0} sets {1} to another value, and that is what {2} reads instead of {3}.',
    name,
    variable,
    listed(winsFor),
    target,
  );
}

function loses({ name, losesFor }: Rival, target: string, variable: string): string {
  return t(
    '{0} sets {1} to another value, which does not count for {2}: {3} wins.',
    name,
    variable,
    listed(losesFor),
    target,
  );
}

const listed = (tools: readonly InTool[]): string =>
  tools
    .map(({ tool, modes }) => {
      const named = tool === '' ? t('most tools') : tool;
      return modes.length === 0 ? named : `${named} (${modes.join(', ')})`;
    })
    .join(', ');

/** The files that set the variable, with what readers take; `undefined` where they do not agree on it. */
function holders(
  files: ReadonlyMap<string, Uint8Array>,
  variable: string,
): ReadonlyMap<string, Secret | undefined> {
  const asLine = new RegExp(
    String.raw`^[ \t]*(?:export[ \t]+)?${variable}[ \t]*=[ \t]*[^\s#]`,
    'm',
  );
  return new Map(
    [...files]
      .filter(([, bytes]) => asLine.test(latin1View(bytes)))
      .map(([name, bytes]) => [name, readVariable(bytes, variable)] as const),
  );
}

/** Above a package its workspace may say which tools there are. */
async function siblingsIn(folder: WorkspaceFolder, at: Uri): Promise<Siblings> {
  const here = await lookAt(at, (name) => isSecretFileName(name));
  let { facts } = here;
  for (let above = at; toolsIn(facts).length === 0 && above.path.length > folder.uri.path.length;) {
    above = Uri.joinPath(above, '..');
    const { names, texts } = (await lookAt(above, () => false)).facts;
    // An `.envrc` up there is not the one that may be here.
    facts = { names, texts: new Map([...texts].filter(([name]) => name !== '.envrc')) };
  }
  return { facts, files: here.files };
}

async function lookAt(at: Uri, isWanted: (name: string) => boolean): Promise<Siblings> {
  const names = (await entries(at)).filter(([, type]) => (type & FileType.File) !== 0);
  const texts = new Map<string, string>();
  const files = new Map<string, Uint8Array>();
  await Promise.all(
    names.map(async ([name]) => {
      const [isManifest, isFile] = [manifests.includes(name), isWanted(name)];
      const bytes = isManifest || isFile ? await contentOf(Uri.joinPath(at, name)) : undefined;
      if (!bytes) return;
      if (isManifest) texts.set(name, Buffer.from(bytes).toString());
      if (isFile) files.set(name, bytes);
    }),
  );
  return { facts: { names: names.map(([name]) => name), texts }, files };
}

async function entries(at: Uri): Promise<[string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(at);
  } catch {
    // Not there yet, or not to be looked at: nothing beside the file is known then.
    return [];
  }
}

async function contentOf(uri: Uri): Promise<Uint8Array | undefined> {
  try {
    if ((await workspace.fs.stat(uri)).size > MAX_BYTES) return undefined;
    return await workspace.fs.readFile(uri);
  } catch {
    // Gone since, or not to be read: a program that runs as this person does not read it either.
    return undefined;
  }
}
