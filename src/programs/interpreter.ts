import { open } from 'node:fs/promises';
import path from 'node:path';
import { findProgram, type OpenFolders } from './findProgram.ts';

/** Systems read no more of it. */
const longestLine = 512;

/** Where a script's interpreter is looked for. */
export interface Surroundings {
  readonly environment: () => NodeJS.ProcessEnv;
  readonly openFolders: () => OpenFolders;
}

/**
 * The absolute path of what runs a script, by its first line; `undefined` for a program that is none, or whose
 * interpreter is not there.
 */
export async function interpreterOf(
  file: string,
  { environment, openFolders }: Surroundings,
): Promise<string | undefined> {
  const named = /^#![ \t]*(\S+)(?:[ \t]+(.*))?/.exec(await beginningOf(file));
  const [, program = '', rest = ''] = named ?? [];
  if (!path.isAbsolute(program)) return undefined;
  if (path.basename(program) !== 'env') return program;
  // `env -S NAME=value node --flag`
  const name = rest.split(/[ \t]+/).find((word) => !word.startsWith('-') && !word.includes('='));
  return name === undefined ? undefined : findProgram(name, environment(), openFolders());
}

async function beginningOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(longestLine), 0, longestLine, 0);
    return buffer.toString('latin1', 0, bytesRead);
  } finally {
    await handle.close();
  }
}
