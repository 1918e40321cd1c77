import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { eventually } from './eventually.ts';
import type { Workbench } from './workbench.ts';

/** What came of a command in one window. */
export interface Raced<T> {
  /** Of the window's extension host. */
  readonly pid: number;
  readonly value?: T;
  readonly error?: string;
}

/** Calls a command with the same argument in all windows at once, by the neighbour in each of them. */
export async function race<T>(
  machine: string,
  windows: readonly Workbench[],
  command: string,
  argument: object,
): Promise<readonly Raced<T>[]> {
  const order = { windows: windows.length, command: `keyrail.${command}`, argument };
  const left = await start(machine, windows, order, 'outcome');
  // `as`: the neighbour wrote it.
  return left.map((file) => JSON.parse(readFileSync(file, 'utf8')) as Raced<T>);
}

/**
 * Calls a command in one window, whose extension host stops dead as soon as the operation stands at
 * `step` in the journal. Resolves with the process, which then only waits to be killed.
 */
export async function freezeIn(
  machine: string,
  window: Workbench,
  command: string,
  argument: object,
  step: string,
): Promise<number> {
  const freeze = { journal: path.join(lifecycleFolder(machine), 'journal'), step };
  const order = { windows: 1, command: `keyrail.${command}`, argument, freeze };
  const [file = ''] = await start(machine, [window], order, 'frozen');
  return Number(path.basename(file, '.frozen'));
}

/** Resolves when nothing is under way any more: a new secret has to be written down by the editor. */
export async function journalAtRest(machine: string, host?: string): Promise<void> {
  const journal = path.join(lifecycleFolder(machine, host), 'journal');
  await eventually(
    'A journal at rest',
    () => readdirSync(journal).filter((name) => name.endsWith('.json')),
    (open) => open.length === 0,
  );
}

/** Where Keyrail keeps journal and ledger on the machine of a session. */
export function lifecycleFolder(machine: string, host = 'server'): string {
  const storage = path.join(machine, host, 'data', 'User', 'globalStorage');
  return path.join(storage, 'keyrail.keyrail', 'lifecycle');
}

/** Lets the windows begin; resolves with the files of one kind that they leave, one each. */
async function start(
  machine: string,
  windows: readonly Workbench[],
  order: { readonly command: string },
  kind: 'outcome' | 'frozen',
): Promise<readonly string[]> {
  const folder = path.join(machine, 'race');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'order.json'), JSON.stringify(order));
  for (const window of windows) {
    await window.page.bringToFront();
    await window.palette.run('Neighbour: Take part in a race');
  }
  const names = await eventually(
    `${order.command} in ${windows.length} windows`,
    () => readdirSync(folder).filter((name) => name.endsWith(`.${kind}`)),
    (left) => left.length === windows.length,
    90_000,
  );
  return names.map((name) => path.join(folder, name));
}
