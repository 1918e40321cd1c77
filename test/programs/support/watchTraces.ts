import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findIfAny } from '../../../src/domain/secrets/anyForm.ts';
import type { Secret } from '../../../src/domain/secrets/secret.ts';

/**
 * Looks, while something runs, for values in the arguments and the environment of every process below this one, and in
 * every file of a folder; on Linux, where the system tells.
 */
export async function withoutTraces<T>(
  { secrets, folder }: { readonly secrets: readonly Secret[]; readonly folder: string },
  work: () => Promise<T>,
): Promise<T> {
  const found = new Set<string>();
  let looks = 0;
  const look = () => {
    looks += 1;
    for (const trace of [...processTexts(), ...fileTexts(folder)]) {
      if (secrets.some((secret) => holds(trace.text, secret))) found.add(trace.where);
    }
  };
  const over = new AbortController();
  const watching = (async () => {
    while (!over.signal.aborted) {
      look();
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  })();
  try {
    return await work();
  } finally {
    over.abort();
    await watching;
    look();
    assert.ok(looks > 1);
    assert.deepEqual([...found], [], 'A value stood in a process or a file.');
  }
}

function holds(text: string, secret: Secret): boolean {
  if (text.includes(secret.reveal())) return true;
  return findIfAny(text).some(({ value }) => value === secret.reveal());
}

interface Trace {
  readonly where: string;
  readonly text: string;
}

/** Sessions of their own leave the tree of a parent that ended: all that began later than this process are looked at. */
function processTexts(): readonly Trace[] {
  if (process.platform !== 'linux') return [];
  const own = startOf(process.pid);
  return readdirSync('/proc')
    .filter(
      (name) => /^\d+$/.test(name) && Number(name) !== process.pid && startOf(Number(name)) >= own,
    )
    .flatMap((pid) =>
      ['cmdline', 'environ'].map((part) => ({
        where: `${part} of ${pid}`,
        text: read(`/proc/${pid}/${part}`),
      })),
    );
}

function startOf(pid: number): number {
  const fields = read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');
  return Number(fields[19] ?? -1);
}

function fileTexts(folder: string): readonly Trace[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => path.join(parentPath, name))
    .map((file) => ({ where: file, text: read(file) }));
}

/** What ends while it is looked at holds nothing. */
function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
