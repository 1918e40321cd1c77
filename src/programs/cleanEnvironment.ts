import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { pathFolders, type OpenFolders } from './findProgram.ts';

/**
 * Ours and the editor's; what makes Node or bash load something first; a terminal that a question would appear in;
 * a repository that git was told of elsewhere.
 */
const notTheirs =
  /^(?:KEYRAIL_|GOVRAIL_|ELECTRON_|VSCODE_|DIRENV_|NODE_OPTIONS$|NODE_PATH$|BASH_ENV$|BASH_FUNC_|ENV$|GPG_TTY$|GIT_(?:DIR|WORK_TREE|ASKPASS|CONFIG\w*|EXEC_PATH)$|PWD$|OLDPWD$|LC_|LANGUAGE$)/i;

/**
 * The environment that programs are started with: the person's as it was before the editor, and direnv for a folder,
 * added to it; a PATH without relative and open folders; messages in English, since their patterns are.
 */
export function cleanEnvironment(
  given: NodeJS.ProcessEnv,
  open: OpenFolders,
  added: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  const own = beforeDirenv(given);
  const kept = Object.entries(own).filter(
    ([name]) => !notTheirs.test(name) && !/^path$/i.test(name),
  );
  return {
    ...Object.fromEntries(kept),
    PATH: pathFolders(own, open).join(path.delimiter),
    LC_ALL: process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8',
    NO_COLOR: '1',
    ...added,
  };
}

/** What direnv did for a folder is undone by what it noted for that: `p` as it was before, `n` as it set it. */
function beforeDirenv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { p, n } = readDifference(env['DIRENV_DIFF']);
  const own = { ...env };
  for (const name of Object.keys(n)) Reflect.deleteProperty(own, name);
  return { ...own, ...p };
}

type Variables = Readonly<Record<string, string>>;

function readDifference(text = ''): { readonly p: Variables; readonly n: Variables } {
  try {
    const said: unknown = JSON.parse(
      inflateSync(Buffer.from(text, 'base64url'), { maxOutputLength: 4 << 20 }).toString(),
    );
    if (typeof said !== 'object' || said === null) return { p: {}, n: {} };
    return { p: textsOf('p' in said && said.p), n: textsOf('n' in said && said.n) };
  } catch {
    return { p: {}, n: {} };
  }
}

function textsOf(value: unknown): Variables {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  );
}
