import { fstatSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { systemProgram } from '../domain/systemProgram.ts';
import { codeOf } from './fileRefusal.ts';
import { patiently } from './patiently.ts';
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
    return { error, bytes: error === undefined ? await takeAway(saved) : undefined };
  };

  const disk = `${icacls} ${String(fstatSync(temporary.fd).dev)}`;
  if (without.has(disk)) return undefined;
  const its = await read(old);
  const list = listIn(its.bytes);
  if (list === undefined) {
    // A disk that keeps no lists says so of every file.
    const ours = await read(temporary.path);
    if ((its.error ?? ours.error ?? its.bytes ?? ours.bytes) === undefined) without.add(disk);
    return lineOf(ours.bytes) === lineOf(its.bytes) ? undefined : `icacls: ${its.error ?? '/save'}`;
  }
  if (list.own === '') return undefined;
  const name = path.basename(temporary.path);
  writeFileSync(saved, Buffer.from(`${list.mark}${name}\r\n${list.text}\r\n`, 'utf16le'));
  const error = await ask(path.dirname(temporary.path), '/restore', saved);
  await takeAway(saved);
  if (error !== undefined) return `icacls: ${error}`;
  const now = listIn((await read(temporary.path)).bytes);
  return now?.own === list.own ? undefined : 'icacls: /restore';
}

/** An access list, as `icacls` wrote it. */
interface SavedList {
  /** What tells in the first sign of a file that it is UTF-16, where that was there. */
  readonly mark: string;
  readonly text: string;
  /** What did not come from the folder; `''` where nothing is. */
  readonly own: string;
}

/** `icacls` writes UTF-16: the file's name on a line, its list on the next one. */
const linesOf = (saved: Buffer | undefined): readonly string[] =>
  saved?.toString('utf16le').split(/\r?\n/) ?? [];

const lineOf = (saved: Buffer | undefined): string => linesOf(saved)[1]?.trim() ?? '';

function listIn(saved: Buffer | undefined): SavedList | undefined {
  // Files that were copied by a program such as robocopy have what is audited behind it, mostly nothing at all
  // (`S:PAINO_ACCESS_CONTROL`): only an administrator sets that, and it lets nobody in.
  const sddl = /^(D:([A-Z_]*)((?:\(.*?\))?))(?:S:[A-Z_]*(?:\(.*\))?)?$/;
  const [, text, flags, lines] = sddl.exec(lineOf(saved)) ?? [];
  if (text === undefined || flags === undefined || lines === undefined) return undefined;
  const own = lines
    .slice(1, -1)
    .split(')(')
    .filter((line) => line !== '' && !isInherited(line));
  return {
    mark: linesOf(saved)[0]?.startsWith('\uFEFF') ? '\uFEFF' : '',
    text,
    // `P`: it takes nothing from its folder, so that what is not in it counts, too.
    own: [...(/^(?:A[IR])*P/.test(flags) ? ['P'] : []), ...own].join('|'),
  };
}

/** A line that came from the folder, as `A;ID;FA;;;BA`; the new file gets those by itself. */
function isInherited(line: string): boolean {
  return line.split(';')[1]?.match(/../g)?.includes('ID') ?? false;
}

/**
 * What was written, which holds no secret, without leaving it; `undefined` where nothing was. One that cannot be read
 * is none that says of a disk that it keeps no lists. @throws the error of the file system
 */
async function takeAway(file: string): Promise<Buffer | undefined> {
  try {
    return await patiently(() => {
      const bytes = readFileSync(file);
      unlinkSync(file);
      return bytes;
    });
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}
