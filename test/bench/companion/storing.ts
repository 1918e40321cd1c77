import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import path from 'node:path';
import type { ExtensionContext } from 'vscode';

/**
 * What keeping one secret costs at least: a file that is on the disk, the secret stored and read
 * back, and a second file. Milliseconds.
 */
export function storing(context: ExtensionContext) {
  return async (): Promise<number> => {
    const folder = context.globalStorageUri.fsPath;
    await mkdir(folder, { recursive: true });
    const name = randomUUID();
    const secret = `krl_bench_${randomBytes(24).toString('hex')}`;
    const note = JSON.stringify({ name, at: new Date(), body: { scope: ['runs:write'] } });
    const start = performance.now();
    await writeDurably(path.join(folder, `${name}.json`), note);
    await context.secrets.store(name, secret);
    if ((await context.secrets.get(name)) !== secret) throw new Error('The secret is gone.');
    await writeDurably(path.join(folder, `${name}.log`), note);
    return performance.now() - start;
  };
}

async function writeDurably(file: string, text: string): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  await handle.writeFile(text);
  await handle.sync();
  await handle.close();
}
