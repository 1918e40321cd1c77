/** What Wine 8, or its place here, is not. */
const why = {
  git: 'there is no git for Windows: it is in no package of Debian or npm, and Wine gives a program of Linux no pipes',
  links: 'Wine follows links of Linux by itself, so that Node sees none, and makes none of its own',
  esbuild: 'packages that bring a program (esbuild, Vite) are those of the system that npm ran on',
  tree: 'the taskkill of Wine does not know /T: it ends one program, and not what that has started',
  pipe: 'Wine does not come to an end with a thousand that wait for one pipe',
  lists: 'the icacls of Wine does nothing, and its disk keeps no access lists',
  kill: 'the server of Wine crashes where a process ends itself by force',
  server:
    'each step on a file asks the server of Wine, a process of its own: for 10,000 files that is minutes beside other work',
  half: 'a connection of Wine of which one half was closed gives no answer to the other',
} as const;

/** Parts of the suite of `.env` files that are left out. */
export const envArtefacts = [`swap: ${why.links}`, `kill: ${why.kill}`];

/** Tests that are left out under Wine, though not on Windows. */
export interface Artefact {
  /** From `test/unit/`, without `.test.ts`. */
  readonly file: string;
  /** What the whole titles begin with; all of the file where it is absent. */
  readonly title?: string;
  readonly why: string;
}

const git = (file: string, title?: string): Artefact => of(file, title, why.git);
const links = (file: string, title?: string): Artefact => of(file, title, why.links);
const of = (file: string, title: string | undefined, reason: string): Artefact => ({
  file,
  ...(title === undefined ? {} : { title }),
  why: reason,
});

const search = 'a search through the files of a folder';
const write = 'the write of a .env';

/** One line, one reason. An entry that no test bears any more makes the run fail. */
export const artefacts: readonly Artefact[] = [
  git('dotenv/enclosing'),
  git('dotenv/gitGuard'),
  git('dotenv/gitGuardOfMany'),
  git('dotenv/trackedFiles'),
  git('support/sampleFolder'),
  git('repository'),
  git('dotenv/searchFiles', `${search} looks into the folders of builds for what git tracks`),
  git('dotenv/searchFiles', `${search} looks into the env files that a build or a package`),
  git('dotenv/searchFiles', `${search} looks into the settings and hooks of version control`),
  git('dotenv/searchFiles', `${search} asks a repository inside another about its own`),
  git('dotenv/searchFiles', `${search} makes of what git lists one path`),
  git('dotenv/searchFiles', `${search} with a second thread finds, counts and leaves out the same`),
  links('dotenv/searchFiles', `${search} looks behind a link to a file outside`),
  links('dotenv/pinnedFolder', 'holding on to a folder notices that it was moved out'),
  links('dotenv/pinnedFolder', 'holding on to a folder opens no link'),
  links('dotenv/envFile', 'editing a .env as a transaction refuses a folder, a link'),
  links('dotenv/transaction', `${write} follows a link inside the folder only when asked to`),
  links('dotenv/transaction', `${write} follows no link out of the folder`),
  links('dotenv/transaction', `${write} leaves a secret of a killed write no longer`),
  links('dotenv/transaction', `${write} works in a folder below, and in one that is itself`),
  of(
    'dotenv/windowsLists',
    'the access list of a file on Windows by the real icacls is',
    why.lists,
  ),
  of(
    'dotenv/searchFiles',
    `${search} with a second thread gets a part of one folder with many files`,
    why.server,
  ),
  of(
    'dotenv/searchFiles',
    `${search} finds 10,000 copies, and lets others work meanwhile`,
    why.server,
  ),
  of('bundle', undefined, why.esbuild),
  of(
    'dotenv/envOrderOfTools',
    'the order in which a tool reads env files is that of the real Vite',
    why.esbuild,
  ),
  of(
    'controlPlane/listen',
    'control plane: the listener of the runtime plane still answers',
    why.half,
  ),
  of(
    'terminal/channel',
    'the channel of a window’s terminals answers a thousand at once',
    why.pipe,
  ),
  of('terminal/onWindows', 'keyrail on Windows ends a script and the program behind', why.tree),
];
