import { fstatSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { systemProgram } from '../domain/systemProgram.ts';
import { codeOf } from './fileRefusal.ts';
import { startInThread } from './startInThread.ts';
import type { Temporary } from './temporaries.ts';

/** What is in the way of a list; `undefined` where the new file has it, or there is none of its own. */
export type ListFailure = string | undefined;

/** Disks of which the program has nothing to say, though all went well: each is asked for once. */
const without = new Set<string>();

/**
 * Gives the file that is to come the access list of the old one on Windows, which a rename would take away: a person
 * who narrowed it is not to find it as open as its folder. The system's `icacls` is the only one that can be asked
 * from here; it writes a list into a file and takes it back from one.
 */
export async function keepAccessList(
  old: string,
  temporary: Temporary,
  icacls = systemProgram('icacls.exe'),
): Promise<ListFailure> {
  const { SystemRoot } = process.env;
  const ask = async (...args: string[]) => {
    // `/L`: should there be a link by now, of that itself.
    const start = { program: icacls, args: [...args, '/L', '/Q'], env: { SystemRoot } };
    return (await startInThread(start)).error;
  };
  const saved = temporary.list;
  const read = async (file: string) => {
    const error = await ask(file, '/save', saved);
    return { error, bytes: error === undefined ? takeAway(saved) : undefined };
  };

  const disk = `${icacls} ${String(fstatSync(temporary.fd).dev)}`;
  if (without.has(disk)) return undefined;
  const its = await read(old);
  const own = ownLines(its.bytes);
  if (own === undefined) {
    // A disk that keeps no lists says so of every file.
    const ours = await read(temporary.path);
    if ((its.error ?? ours.error ?? its.bytes ?? ours.bytes) === undefined) without.add(disk);
    return ownLines(ours.bytes) === undefined ? undefined : `icacls: ${its.error ?? '/save'}`;
  }
  if (own === '') return undefined;
  writeFileSync(saved, renamed(its.bytes ?? Buffer.alloc(0), path.basename(temporary.path)));
  const error = await ask(path.dirname(temporary.path), '/restore', saved);
  takeAway(saved);
  if (error !== undefined) return `icacls: ${error}`;
  return ownLines((await read(temporary.path)).bytes) === own ? undefined : 'icacls: /restore';
}

/** `icacls` writes UTF-16: the file's name on a line, its list on the next one. `''` where all came from the folder. */
function ownLines(saved: Buffer | undefined): string | undefined {
  const [, list = ''] = saved?.toString('utf16le').split(/\r?\n/) ?? [];
  const [, flags, lines] = /^D:([A-Z_]*)((?:\(.*\))?)$/.exec(list.trim()) ?? [];
  if (flags === undefined || lines === undefined) return undefined;
  const own = lines
    .slice(1, -1)
    .split(')(')
    .filter((line) => line !== '' && !isInherited(line));
  // `P`: it takes nothing from its folder, so that what is not in it counts, too.
  return [...(/^(?:A[IR])*P/.test(flags) ? ['P'] : []), ...own].join('|');
}

/** A line that came from the folder, as `A;ID;FA;;;BA`; the new file gets those by itself. */
function isInherited(line: string): boolean {
  return line.split(';')[1]?.match(/../g)?.includes('ID') ?? false;
}

/** The same list for a file of another name, with whatever stands before the name. */
function renamed(saved: Buffer, name: string): Buffer {
  const mark = saved.subarray(0, saved.readUInt16LE(0) === 0xfeff ? 2 : 0);
  const end = saved.indexOf(Buffer.from('\r\n', 'utf16le'));
  return Buffer.concat([mark, Buffer.from(name, 'utf16le'), saved.subarray(end)]);
}

/** What was written, which holds no secret, without leaving it. */
function takeAway(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    unlinkSync(file);
    return bytes;
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}
