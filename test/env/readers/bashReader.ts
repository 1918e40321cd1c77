import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RealReader, Values } from './realReader.ts';

/**
 * Sources every file in a subshell of its own and prints what it then exports, NUL between entries.
 * No program can be found by name, nothing can be read, and no loop runs for long. The trap keeps
 * bash 5.2 from giving the subshell away to the last command of a sourced list (`A=1; foo`).
 */
const SCRIPT = `
unset PATH
for file in *.env; do
  printf '\\0@%s\\0' "$file"
  ( ulimit -t 5; trap : USR1; set -a; . "./$file" >/dev/null 2>&1 </dev/null; exec /usr/bin/env -0 )
done`;

/** Set by bash itself. */
const OWN = new Set(['PWD', 'OLDPWD', 'SHLVL', '_']);
const NOBODY = 65534;

function parse(output: string, count: number): (Values | undefined)[] {
  const all: (Map<string, string> | undefined)[] = Array.from({ length: count }, () => undefined);
  let current: Map<string, string> | undefined;
  for (const entry of output.split('\0')) {
    const file = /^@(\d+)\.env$/.exec(entry);
    if (file !== null) {
      // It stays empty when the shell ends inside the file.
      current = new Map();
      all[Number(file[1])] = current;
    } else if (entry !== '' && current !== undefined) {
      const equals = entry.indexOf('=');
      const name = entry.slice(0, equals);
      if (!OWN.has(name)) current.set(name, entry.slice(equals + 1));
    }
  }
  return all;
}

async function sourceAll(folder: string, count: number): Promise<(Values | undefined)[]> {
  // Files of a random kind are run here: never as an administrator.
  const isRoot = process.getuid?.() === 0;
  const child = spawn('/bin/bash', ['--norc', '-c', SCRIPT], {
    cwd: folder,
    env: {},
    stdio: ['ignore', 'pipe', 'ignore'],
    ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
  });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  await new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (_code, signal) => {
      if (signal === null) resolve();
      else reject(new Error(`bash was ended by ${signal} after ${String(chunks.length)} chunks`));
    });
  });
  return parse(Buffer.concat(chunks).toString('utf8'), count);
}

/** `set -a; . file` in the bash of this machine, many files a process. */
export function bashReaders(): RealReader[] {
  let version: string;
  try {
    version = execFileSync('/bin/bash', ['-c', 'echo "$BASH_VERSION"']).toString().trim();
  } catch {
    return [];
  }
  // Wine starts it, and hears nothing of it.
  if (version === '') return [];
  const read = async (files: readonly Uint8Array[]): Promise<(Values | undefined)[]> => {
    const folder = mkdtempSync(path.join(tmpdir(), 'keyrail-env-bash-'));
    try {
      chmodSync(folder, 0o755);
      const width = String(files.length).length;
      files.forEach((bytes, index) => {
        writeFileSync(path.join(folder, `${String(index).padStart(width, '0')}.env`), bytes);
      });
      return await sourceAll(folder, files.length);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  return [{ name: 'bash', version, read, close: () => undefined }];
}
