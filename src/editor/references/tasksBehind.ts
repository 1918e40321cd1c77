/** One task, or all of one `tasks.json`, as it is written there. */
export type Written = Readonly<Record<string, unknown>>;

/** What stands behind the names of tasks, as far as files of a folder decide it. */
export interface TasksBehind {
  readonly tasks: readonly Written[];
  /** What a file says for all of its tasks, and the inputs that these ask for. */
  readonly common: readonly unknown[];
  /** Folders, as they are named, whose `package.json` has the script of an npm task. */
  readonly packages: readonly string[];
}

/**
 * The tasks that names or identifiers mean, and all that they depend on. VS Code decides which one a
 * name means; whatever it could be is taken: equal names of every file (folder, workspace, person), and
 * tasks that have no name written down, as VS Code makes one up for these.
 */
export function tasksBehind(names: readonly unknown[], files: readonly Written[]): TasksBehind {
  const all = files.flatMap(({ tasks }) => objectsIn(tasks));
  const found = new Set<Written>();
  const packages = new Set<string>();
  // What is added is gone through as well.
  const queue = new Set(names.filter((name) => name !== undefined && name !== ''));
  for (const name of queue) {
    const meant = all.filter((task) => mayMean(name, task));
    for (const each of [name, ...meant]) {
      const folder = packageOf(each);
      if (folder !== undefined) packages.add(folder);
    }
    for (const task of meant) {
      found.add(task);
      for (const next of [task['dependsOn']].flat()) queue.add(next);
    }
  }
  const tasks = [...found];
  const text = JSON.stringify(tasks);
  const common = queue.size === 0 ? [] : files.map((file) => commonOf(file, text));
  return { tasks, common, packages: [...packages] };
}

/** What a task also says that decides what runs: another command on one system, another shell, a folder. */
const decisive = ['options', 'windows', 'linux', 'osx'] as const;

/** `task “build”` is told by this: its command line and what may replace that, else all that is written of it. */
export function taskLine(task: Written): string {
  const { command, args } = task;
  if (typeof command !== 'string') return JSON.stringify(without(task, 'label'));
  const others = decisive.filter((name) => task[name] !== undefined);
  const instead =
    others.length === 0 ? [] : [Object.fromEntries(others.map((name) => [name, task[name]]))];
  const words = [command, ...[args].flat(), ...instead].filter((each) => each !== undefined);
  return words.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join(' ');
}

function without(written: Written, ...names: readonly string[]): Written {
  return Object.fromEntries(Object.entries(written).filter(([name]) => !names.includes(name)));
}

export function objectsIn(list: unknown): Written[] {
  if (!Array.isArray(list)) return [];
  return list.filter((each): each is Written => typeof each === 'object' && each !== null);
}

function mayMean(name: unknown, task: Written): boolean {
  if (typeof name === 'object' && name !== null) {
    const type = 'type' in name ? name.type : undefined;
    return type === undefined || type === task['type'];
  }
  const called = [task['label'], task['taskName'], task['identifier']];
  const known = called.filter((each) => typeof each === 'string');
  return known.length === 0 || known.some((each) => each === name);
}

/** Of `npm: build`, `npm: build - packages/api`, or `{ type: "npm", path: "packages/api" }`. */
function packageOf(name: unknown): string | undefined {
  if (typeof name === 'string') {
    return name.startsWith('npm: ') ? (name.split(' - ')[1] ?? '') : undefined;
  }
  const { type, path } = Object(name) as Written;
  if (type !== 'npm') return undefined;
  return typeof path === 'string' ? path : '';
}

/** Without the tasks themselves, and of the inputs only those that `text` asks for. */
function commonOf(file: Written, text: string): unknown {
  const asked = objectsIn(file['inputs']).filter(({ id }) =>
    text.includes(`\${input:${String(id)}}`),
  );
  return { rest: without(file, 'tasks', 'inputs'), asked };
}
