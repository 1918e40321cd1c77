import { workspace, type Uri } from 'vscode';
import { readGit } from '../../dotenv/git/git.ts';
import { gitHubRepository, workerName } from '../../domain/text/projectNames.ts';
import { readSetting } from '../settings.ts';

/** What an open folder suggests for the questions of recipes; the person sees and may change each. */
export interface FolderGuesses {
  /** `octo/app`, of a remote that is on GitHub. */
  readonly repository?: string;
  readonly host?: string;
  /** Of the `wrangler.toml` that is nearest to the root. */
  readonly worker?: string;
}

/** What this window suggests for the questions of recipes. */
export interface Suggestions {
  /** Looks at remotes and files of the folders that are open; runs nothing that they name. */
  fromFolders(signal: AbortSignal): Promise<FolderGuesses>;
  /** Of the first open folder. */
  folderName(): string | undefined;
  /** The variable that the person's programs read, by their setting. */
  variable(): string;
}

export const windowSuggestions: Suggestions = {
  async fromFolders(signal) {
    const [repository, worker] = await Promise.all([guessRepository(signal), guessWorker()]);
    return { ...repository, ...(worker !== undefined && { worker }) };
  },
  folderName: () => workspace.workspaceFolders?.[0]?.name,
  variable: () => readSetting('envVariable'),
};

/** Larger is no configuration file that somebody wrote. */
const mostBytes = 256 * 1024;

async function guessRepository(signal: AbortSignal) {
  for (const { uri } of workspace.workspaceFolders ?? []) {
    if (uri.scheme !== 'file') continue;
    const { output } = await readGit(
      uri.fsPath,
      ['config', '--get-regexp', String.raw`^remote\..*\.url$`],
      { signal },
    );
    const remotes = output.split('\n').map((line) => line.split(' '));
    // The one that a clone makes comes first.
    const ordered = remotes.toSorted(
      ([one], [other]) => Number(isOrigin(other)) - Number(isOrigin(one)),
    );
    for (const [, url = ''] of ordered) {
      const found = gitHubRepository(url);
      if (found) return found;
    }
  }
  return undefined;
}

function isOrigin(name: string | undefined): boolean {
  return name === 'remote.origin.url';
}

async function guessWorker(): Promise<string | undefined> {
  const files = await workspace.findFiles(
    '**/wrangler.{toml,json,jsonc}',
    '**/node_modules/**',
    20,
  );
  const depth = ({ path }: Uri) => path.split('/').length;
  for (const file of files.toSorted((one, other) => depth(one) - depth(other))) {
    const { size } = await workspace.fs.stat(file);
    if (size > mostBytes) continue;
    const text = new TextDecoder().decode(await workspace.fs.readFile(file));
    const name = workerName(file.path, text);
    if (name !== undefined) return name;
  }
  return undefined;
}
