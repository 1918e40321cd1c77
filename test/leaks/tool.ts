import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A compiler, interpreter or parser of one language. */
export interface Tool {
  readonly name: string;
  /** VS Code's language id, as the fixtures are called. */
  readonly language: string;
  /** Says something where it is installed. */
  readonly probe: readonly [program: string, ...flags: string[]];
  /** What makes a whole program of a piece of one; the first that the tool takes is the right one. */
  readonly wholes: readonly ((piece: string) => string)[];
  /** What it says against each text; empty where it takes it. */
  readonly judge: (texts: readonly string[]) => readonly string[];
  /** Takes a second or more for each text: `npm run test:leaks` only. */
  readonly isSlow?: true;
  /** Cases that this tool is too old for, or that are no program on purpose. */
  readonly cannot?: readonly string[];
}

/** What a program says when it goes through one text in a folder of its own; empty where it takes it. */
export const eachWith =
  (name: string, ...command: readonly string[]) =>
  (texts: readonly string[]): readonly string[] =>
    texts.map((text) =>
      inFolder((folder) => {
        writeFileSync(path.join(folder, name), text);
        return complaint(command, folder);
      }),
    );

/** What a program says that fails there; empty where it does not. */
export function complaint(command: readonly string[], cwd: string, input?: string): string {
  const [program = '', ...flags] = command;
  const { status, stdout, stderr, error } = spawnSync(program, flags, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...(input !== undefined && { input }),
  });
  if (error) return error.message;
  return status === 0 ? '' : stdout || stderr || `It ended with ${status ?? 'a signal'}.`;
}

/** Runs in a folder that goes again. */
export function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'keyrail-leaks-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One program in one run over all texts, each in a folder of its own; it names the folder in what it says. */
export const togetherWith =
  (name: string, command: (names: readonly string[]) => readonly string[], prepare?: string) =>
  (texts: readonly string[]): readonly string[] =>
    inFolder((folder) => {
      if (prepare !== undefined) writeFileSync(path.join(folder, 'go.mod'), prepare);
      const names = texts.map((text, at) => {
        mkdirSync(path.join(folder, `c${at}`));
        writeFileSync(path.join(folder, `c${at}`, name), text);
        return `c${at}/${name}`;
      });
      if (names.length === 0) return [];
      const said = complaint(command(names), folder);
      const lines = said.split('\n');
      const found = names.map((_, at) =>
        lines.filter((line) => new RegExp(`(?:^|[\\s./])c${at}(?:/|$)`).test(line)).join('\n'),
      );
      // What it says of no text would be lost.
      if (said !== '' && found.every((each) => each === '')) throw new Error(said);
      return found;
    });
