import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import type { Agent } from '../channel/protocol.ts';

/** More of a command line than a person reads. */
const mostArguments = 40;
const longestArgument = 400;

/**
 * The program that started this process, with its arguments, as far as the system tells: an agent, or
 * what it is run by, such as Node. `undefined` on Windows, and where it has ended.
 */
export function whoAsks(pid = process.ppid): Agent['start'] {
  // What has lost its parent is told that of the whole system.
  if (pid <= 1) return undefined;
  try {
    if (process.platform === 'linux') return fromProc(pid);
    if (process.platform === 'darwin') return fromPs(pid);
  } catch {
    // It has ended meanwhile, or belongs to somebody else.
  }
  return undefined;
}

function fromProc(pid: number): Agent['start'] {
  const program = readlinkSync(`/proc/${pid}/exe`);
  const [, ...args] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0$/, '').split('\0');
  return {
    program,
    args: args.slice(0, mostArguments).map((each) => each.slice(0, longestArgument)),
  };
}

/** `ps` parts arguments by spaces, as they are shown. */
function fromPs(pid: number): Agent['start'] {
  const ask = (what: string) =>
    execFileSync('/bin/ps', ['-p', String(pid), '-o', `${what}=`], { encoding: 'utf8' }).trim();
  const program = ask('comm');
  if (!program.startsWith('/')) return undefined;
  const [, ...args] = ask('args').split(' ');
  return {
    program,
    args: args.slice(0, mostArguments).map((each) => each.slice(0, longestArgument)),
  };
}
