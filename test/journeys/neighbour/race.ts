import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commands } from 'vscode';

/** What every window is to do at once, as the journey wrote it into `order.json`. */
interface Order {
  readonly windows: number;
  readonly command: string;
  readonly argument: object;
}

/**
 * Waits at the start until as many windows stand there as the order says, does what it says, and
 * leaves what came of it in a file of its own.
 */
export async function race(folder: string): Promise<void> {
  const file = (kind: string) => path.join(folder, `${process.pid}.${kind}`);
  // `as`: the journey wrote it.
  const order = JSON.parse(readFileSync(path.join(folder, 'order.json'), 'utf8')) as Order;
  writeFileSync(file('ready'), '');
  while (readdirSync(folder).filter((name) => name.endsWith('.ready')).length < order.windows) {
    await pause(5);
  }
  const said = await commands.executeCommand(order.command, order.argument).then(
    (value) => ({ value: value ?? null }),
    (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
  );
  writeFileSync(file('writing'), JSON.stringify({ pid: process.pid, ...said }));
  renameSync(file('writing'), file('outcome'));
}
