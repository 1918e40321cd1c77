import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const endings = new Set<() => void>();
let watching = false;

/**
 * Runs `end` when this process ends in whatever way it can notice, unless it was released before.
 * `end` must do its work synchronously, and may be called after its owner ended by itself.
 */
export function endWithProcess(end: () => void): { release(): void } {
  watch();
  endings.add(end);
  return { release: () => endings.delete(end) };
}

/** A new folder that is gone when it is disposed of or this process ends; `within` another one. */
export async function temporaryFolder(
  purpose: string,
  within = os.tmpdir(),
): Promise<{ path: string; dispose(): void }> {
  const folder = await mkdtemp(path.join(within, `keyrail-${purpose}-`));
  const remove = () => {
    // A browser that was just killed may still be writing to its profile.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  };
  const owned = endWithProcess(remove);
  return {
    path: folder,
    dispose: () => {
      owned.release();
      remove();
    },
  };
}

function watch(): void {
  if (watching) return;
  watching = true;
  process.once('exit', () => {
    // The newest first: programs before the folders that they write to.
    for (const end of [...endings].reverse()) end();
  });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => process.exit(code));
  }
}
