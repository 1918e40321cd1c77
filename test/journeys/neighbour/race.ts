import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commands } from 'vscode';

/** What every window is to do at once, as the journey wrote it into `order.json`. */
interface Order {
  readonly windows: number;
  readonly command: string;
  readonly argument: object;
  /** The step at which the window stops dead, as if the power went, and the journal it stands in. */
  readonly freeze?: { readonly journal: string; readonly step: string };
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
  const { freeze } = order;
  if (freeze) {
    freezeAt(freeze, () => {
      writeFileSync(file('frozen'), '');
    });
  }
  const said = await commands.executeCommand(order.command, order.argument).then(
    (value) => ({ value: value ?? null }),
    (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
  );
  writeFileSync(file('writing'), JSON.stringify({ pid: process.pid, ...said }));
  renameSync(file('writing'), file('outcome'));
}

/**
 * Stops this extension host, and with it Keyrail, when an operation has come to a step. Looks in every
 * turn of the event loop, so that it comes between this step and the next.
 */
function freezeAt({ journal, step }: NonNullable<Order['freeze']>, frozen: () => void): void {
  const look = () => {
    if (!stepsIn(journal).includes(step)) {
      setImmediate(look);
      return;
    }
    frozen();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  };
  look();
}

function stepsIn(journal: string): unknown[] {
  const entries = existsSync(journal)
    ? readdirSync(journal).filter((name) => name.endsWith('.json'))
    : [];
  return entries.map((name) => {
    // A line for each state of the entry; the last one counts.
    const lines = readFileSync(path.join(journal, name), 'utf8').trim().split('\n');
    const entry: unknown = JSON.parse(lines.at(-1) ?? '');
    return typeof entry === 'object' && entry !== null && 'step' in entry ? entry.step : undefined;
  });
}
