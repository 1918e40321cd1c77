import { readFile, writeFile } from 'node:fs/promises';
import type { EnvPath } from './envFile.ts';
import { appendLine, bytesOf, latin1View } from './fileText.ts';
import { readRegularFile } from './regularFile.ts';
import { codeOf } from './safeFile.ts';

/**
 * Adds names without values to an example file that is there. It holds no secret and is meant to be
 * committed, so a plain write does; one that is not there, or is odd, is left alone.
 */
export async function addExampleNames({ file }: EnvPath, names: readonly string[]): Promise<void> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return;
  }
  const example = readRegularFile(bytes);
  if (example.kind === 'refused') return;
  const known = new Set(
    example.statements.map((each) => (each.kind === 'assignment' ? each.name : '')),
  );
  const missing = names.filter((name) => !known.has(name));
  if (missing.length === 0) return;
  const after = missing.reduce((view, name) => appendLine(view, `${name}=`), latin1View(bytes));
  await writeFile(file, bytesOf(after));
}
