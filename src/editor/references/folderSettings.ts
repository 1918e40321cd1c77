import { isDeepStrictEqual } from 'node:util';
import { workspace, type Uri } from 'vscode';
import type { Written } from './tasksBehind.ts';

/** What workspace and folder say of a setting, without what the person says of it: the files of a folder. */
export function saidByFolder(name: string, folder: Uri | undefined): readonly unknown[] {
  const found = workspace.getConfiguration(undefined, folder ?? null).inspect(name);
  return [found?.workspaceValue, found?.workspaceFolderValue].filter((each) => each !== undefined);
}

/** `tasks.json` or `launch.json` of folder, workspace and person; one that is two of these is there once. */
export function filesOf(name: 'tasks' | 'launch', folder: Uri | undefined): readonly Written[] {
  const found = workspace.getConfiguration(undefined, folder ?? null).inspect(name);
  const all = [found?.globalValue, ...saidByFolder(name, folder)];
  const files = all.filter((each): each is Written => typeof each === 'object' && each !== null);
  return [...new Map(files.map((file) => [JSON.stringify(file), file])).values()];
}

/** Settings that debuggers and terminals take programs, arguments and variables from. */
const sections = ['debug', 'terminal', 'npm'];
/** Of debuggers whose settings are not called as they are. */
const sectionsOf: Readonly<Record<string, readonly string[]>> = {
  debugpy: ['debugpy', 'python'],
  python: ['debugpy', 'python'],
  coreclr: ['csharp', 'dotnet', 'omnisharp'],
  lldb: ['lldb', 'rust-analyzer'],
};

/** Those of them that the folder sets, with the debugger's own; by section. */
export function settingsThatRun(type: string, folder: Uri | undefined): Written {
  const named = Object.hasOwn(sectionsOf, type) ? sectionsOf[type] : undefined;
  const own = named ?? (/^[\w-]+$/.test(type) ? [type] : []);
  return Object.fromEntries(
    [...sections, ...own].flatMap((section) => {
      const said = saidByFolder(section, folder);
      const apart = said.filter((value, at) => !said.slice(0, at).some(isSame(value)));
      if (apart.length === 0) return [];
      // VS Code joins them, so that what the file of the window says counts beside what its folder says.
      return [[section, apart.length === 1 ? apart[0] : apart] as const];
    }),
  );
}

const isSame = (one: unknown) => (other: unknown) => isDeepStrictEqual(one, other);

/** What `${config:name}` stands for in a text, each of them. */
export function settingsNamedIn(text: string, folder: Uri | undefined): Written {
  const names = [...text.matchAll(/\$\{config:([^}"\\]+)\}/g)].map(([, name = '']) => name);
  const configuration = workspace.getConfiguration(undefined, folder ?? null);
  return Object.fromEntries(names.map((name) => [name, configuration.get<unknown>(name)]));
}
