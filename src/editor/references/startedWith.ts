import { t } from '@vscode/l10n';
import path from 'node:path';
import { workspace, type WorkspaceFolder } from 'vscode';
import { plainLine } from '../../domain/text/plainLine.ts';
import { boundFile, scriptsIn, variablesIn, type BoundFile } from './boundFile.ts';
import { envFilesOf } from './envFilesOf.ts';
import { filesOf, settingsNamedIn, settingsThatRun } from './folderSettings.ts';
import { withFolder } from './folderVariables.ts';
import { launchesWith } from './launchesWith.ts';
import { packageFiles, packageFolders } from './packageFolders.ts';
import { taskLine, tasksBehind, type TasksBehind, type Written } from './tasksBehind.ts';

/** What a start only names, and other files of the folder say. */
export interface StartedWith {
  /** For the digest: JSON of it is the same as long as the same would run. */
  readonly bound: unknown;
  /** For the person, in lines. */
  readonly facts: readonly string[];
  /** Of variables that it takes. */
  readonly envFiles: readonly BoundFile[];
}

type Folder = WorkspaceFolder | undefined;

const longestLine = 240;
/** Of tasks with their command lines; of the rest the names. */
const mostTasks = 6;

/** Of a launch: its tasks, what compounds start with it, its files of variables, scripts and settings. */
export async function startedWithLaunch(
  configuration: Written & { readonly name: string },
  folder: Folder = workspace.workspaceFolders?.[0],
): Promise<StartedWith> {
  const uri = folder?.uri;
  const together = launchesWith(configuration.name, filesOf('launch', uri));
  const all: readonly Written[] = [configuration, ...together.compounds, ...together.members];
  const names = all.flatMap((each) => [each['preLaunchTask'], each['postDebugTask']].flat());
  const tasks = tasksBehind(names, filesOf('tasks', uri));
  const settings = settingsThatRun(String(configuration['type']), uri);
  const { bound, facts, envFiles } = await read(configuration, tasks, folder);
  const others = together.members.map(({ name }) => String(name)).join(', ');
  return {
    envFiles,
    bound: { ...bound, together, settings },
    facts: [
      ...facts,
      ...(others === '' ? [] : [t('Started together with: {0}', plainLine(others, longestLine))]),
      ...(Object.keys(settings).length === 0
        ? []
        : [t('Settings of the folder: {0}', plainLine(JSON.stringify(settings), longestLine))]),
    ],
  };
}

/** Of a task: those that it depends on, and scripts. */
export async function startedWithTask(
  start: Written & { readonly name: string },
  folder: Folder = workspace.workspaceFolders?.[0],
): Promise<StartedWith> {
  const files = filesOf('tasks', folder?.uri);
  const own = tasksBehind([start.name], files).tasks.filter(({ label }) => label === start.name);
  const names = own.flatMap(({ dependsOn }) => [dependsOn].flat());
  return read(start, tasksBehind(names, files), folder);
}

async function read(start: Written, { tasks, common, packages }: TasksBehind, folder: Folder) {
  const root = folder?.uri.fsPath ?? '';
  const placeOf = (cwd: unknown) =>
    typeof cwd === 'string' ? path.resolve(root, withFolder(cwd, root)) : root;
  const place = placeOf(start['cwd']);
  const uri = folder?.uri;
  const usual = workspace.getConfiguration('python', uri ?? null).get<string>('envFile');
  const envFiles = await Promise.all(
    envFilesOf(start, usual ?? '.env').map((file) =>
      boundFile(path.resolve(place, withFolder(file, root))),
    ),
  );
  const called = await Promise.all([
    packageFolders(start, place, root),
    ...tasks.map((task) =>
      packageFolders(
        { ...task, common },
        placeOf((Object(task['options']) as Written)['cwd']),
        root,
      ),
    ),
  ]);
  const folders = new Set([...packages.map((each) => path.resolve(root, each)), ...called.flat()]);
  const scripts = await Promise.all([...folders].map(readScripts));
  const variables = settingsNamedIn(JSON.stringify([tasks, common]), uri);
  const labels = tasks.map((task) =>
    plainLine(String(task['label'] ?? task['taskName'] ?? task['type']), 80),
  );
  const unsaid = labels.slice(mostTasks).join(', ');
  const lines = [
    ...tasks
      .slice(0, mostTasks)
      .map(
        (task, at) =>
          `${t('task “{0}”', labels[at] ?? '')}: ${plainLine(taskLine(task), longestLine)}`,
      ),
    ...(unsaid === '' ? [] : [t('More tasks: {0}', plainLine(unsaid, longestLine))]),
    ...scripts.flatMap((each) =>
      each.told === undefined || each.told === ''
        ? []
        : [`package.json: ${plainLine(each.told, longestLine)}`],
    ),
    ...envFiles.flatMap((each) => {
      const names = variablesIn(each).join(', ');
      const file = plainLine(workspace.asRelativePath(each.file), 80);
      return names === '' ? [] : [t('Variables in {0}: {1}', file, plainLine(names, longestLine))];
    }),
  ];
  const files = envFiles.map(({ file, content }) => ({ file, content }));
  return {
    bound: { tasks, common, scripts: scripts.map(({ bound }) => bound), variables, files },
    facts: lines,
    envFiles,
  };
}

/** Scripts of a folder. What cannot be read as JSON is bound whole, so that no script hides in it. */
async function readScripts(folder: string) {
  const [json, ...others] = await Promise.all(
    packageFiles.map((name) => boundFile(path.join(folder, name))),
  );
  const told = json && scriptsIn(json);
  return { told, bound: [told ?? json?.content, ...others.map(({ content }) => content)] };
}
