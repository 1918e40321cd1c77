import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A child process that runs one of the programs beside this file. */
export interface Child {
  /** Everything it wrote so far, to either output. */
  output(): string;
  /** Its standard output, line by line as it comes. */
  readonly lines: AsyncIterable<string>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<number | null>;
}

interface Options {
  readonly flags?: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** The programs, by what they do. */
export const programs = {
  createKeys: new URL('./programs/createKeys.ts', import.meta.url),
  openPlane: new URL('./programs/openPlane.ts', import.meta.url),
  rotateKey: new URL('./programs/rotateKey.ts', import.meta.url),
  runSlowly: new URL('./programs/runSlowly.ts', import.meta.url),
  main: new URL('../../../src/controlPlane/main.ts', import.meta.url),
} as const;

/** Starts a program with this Node. */
export function startProgram(program: URL, args: readonly string[], options: Options = {}): Child {
  const { flags = [], ...identity } = options;
  const child = spawn(process.execPath, [...flags, fileURLToPath(program), ...args], {
    ...identity,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: string) => {
    output += chunk;
  };
  child.stderr.setEncoding('utf8').on('data', keep);
  const ended = once(child, 'close').then(() => child.exitCode);
  return {
    output: () => output,
    lines: linesOf(child.stdout.setEncoding('utf8'), keep),
    kill: (signal) => {
      child.kill(signal);
    },
    ended,
  };
}

async function* linesOf(chunks: AsyncIterable<string>, keep: (chunk: string) => void) {
  let rest = '';
  for await (const chunk of chunks) {
    keep(chunk);
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** Runs a program to its end. */
export async function runProgram(program: URL, args: readonly string[], options: Options = {}) {
  const child = startProgram(program, args, options);
  const lines: string[] = [];
  for await (const line of child.lines) lines.push(line);
  const code = await child.ended;
  return { code, lines, output: child.output() };
}
