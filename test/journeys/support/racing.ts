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
  const folder = path.join(machine, 'race');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const order = { windows: windows.length, command: `keyrail.${command}`, argument };
  writeFileSync(path.join(folder, 'order.json'), JSON.stringify(order));
  for (const window of windows) {
    await window.page.bringToFront();
    await window.palette.run('Neighbour: Take part in a race');
  }
  const outcomes = () => readdirSync(folder).filter((name) => name.endsWith('.outcome'));
  await eventually(
    `${command} in ${windows.length} windows`,
    outcomes,
    (names) => names.length === windows.length,
    90_000,
  );
  // `as`: the neighbour wrote it.
  return outcomes().map(
    (name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Raced<T>,
  );
}
