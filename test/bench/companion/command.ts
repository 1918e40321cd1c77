import { setTimeout as delay } from 'node:timers/promises';
import { commands } from 'vscode';

/** Runs a command of an extension as another one would; what it answered and how long that took. */
export async function command(
  id: string,
  ...args: readonly unknown[]
): Promise<{ ms: number; value: unknown }> {
  const start = performance.now();
  const value: unknown = await commands.executeCommand(id, ...args);
  return { ms: performance.now() - start, value };
}

/** Lets the extension host finish what it does at start. */
export async function settle(ms: number): Promise<void> {
  await delay(ms);
}

/** Starts a command; resolves at its end with the moment of its start, in milliseconds since 1970. */
export async function run(id: string, ...args: readonly unknown[]): Promise<number> {
  const at = performance.timeOrigin + performance.now();
  await commands.executeCommand(id, ...args);
  return at;
}
