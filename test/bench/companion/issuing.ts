import { watch } from 'node:fs';
import { commands } from 'vscode';

/** Milliseconds from the call of a command that issues a key. */
export interface Issuing {
  /** Until the secret was read back and the key is marked as one whose secret is here. */
  readonly keptMs: number;
  /** Until the command had answered: the list was asked for again. */
  readonly answeredMs: number;
}

/** Issues a key; `markers` is the folder in which the extension marks the secrets that it keeps. */
export async function issuing(markers: string): Promise<Issuing> {
  let kept: number | undefined;
  const watcher = watch(markers, (_, name) => {
    if (name?.endsWith('.json')) kept ??= performance.now();
  });
  try {
    const start = performance.now();
    await commands.executeCommand('keyrail.createKey', { scope: ['runs:write'] });
    const answered = performance.now();
    if (kept === undefined) throw new Error('No secret was kept.');
    return { keptMs: kept - start, answeredMs: answered - start };
  } finally {
    watcher.close();
  }
}
