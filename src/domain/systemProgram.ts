import path from 'node:path';

/** A program of Windows by its path: by its name it would be looked for in the current folder first. */
export function systemProgram(name: string, env: NodeJS.ProcessEnv = process.env): string {
  return path.win32.join(env['SystemRoot'] ?? String.raw`C:\Windows`, 'System32', name);
}
