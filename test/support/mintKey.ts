import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';

/**
 * The 32 bytes that the workbench seals its secrets with; made once and kept in `file`, readable by
 * its owner only. The same bytes mean that what one session stored, the next one can read.
 */
export async function mintKey(file: string): Promise<Buffer> {
  try {
    // 'wx' leaves a key that is there already, also when two processes come at once.
    await writeFile(file, randomBytes(32), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const key = await readFile(file);
  if (key.length !== 32) throw new Error(`${file} holds ${key.length} bytes instead of 32.`);
  return key;
}
