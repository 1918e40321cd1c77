import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { forWindows } from './windowsCommand.ts';

/** What the command is made of. */
export interface CommandParts {
  /** The editor's own, which runs the command as Node. */
  readonly node: string;
  /** The command, bundled. */
  readonly script: string;
  /** The sentences in the display language; `undefined` for English. */
  readonly words: string | undefined;
}

/**
 * Puts the command `keyrail` into a folder that goes on the `PATH` of terminals, and answers with its
 * path. It holds nothing of a window, so that all windows of this editor share it, and a terminal that
 * outlived its window still has it, to be told so. On Windows it is one for `cmd` and PowerShell, and
 * another beside it, without an ending, for Git Bash and the like.
 */
export function writeCommandFile(
  folder: string,
  parts: CommandParts,
  isWindows = process.platform === 'win32',
): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const forShells = path.join(folder, 'keyrail');
  writeIfOther(forShells, forShell(isWindows ? withSlashes(parts) : parts));
  if (!isWindows) return forShells;
  const file = path.join(folder, 'keyrail.cmd');
  writeIfOther(file, forWindows(folder, parts));
  return file;
}

function writeIfOther(file: string, text: string): void {
  if (isThere(file, text)) return;
  const temporary = `${file}.${process.pid}`;
  try {
    writeFileSync(temporary, text, { mode: 0o700 });
    chmodSync(temporary, 0o700);
    // Another window may be starting it at this moment.
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** What folders and debuggers tell Node is for the program that is started, not for the command. */
function forShell({ node, script, words }: CommandParts): string {
  return [
    '#!/bin/sh',
    // Only where it is set: an empty one would be set for the program, too.
    '[ -z "${NODE_OPTIONS+x}" ] || export KEYRAIL_NODE_OPTIONS="$NODE_OPTIONS"',
    'unset NODE_OPTIONS',
    ...(words === undefined ? [] : [`export KEYRAIL_WORDS=${quoted(words)}`]),
    `ELECTRON_RUN_AS_NODE=1 exec ${quoted(node)} ${quoted(script)} "$@"`,
    '',
  ].join('\n');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Shells that came to Windows take these paths as they are, and a backslash for something else at times. */
function withSlashes({ node, script, words }: CommandParts): CommandParts {
  const slashed = (file: string) => file.replaceAll('\\', '/');
  return {
    node: slashed(node),
    script: slashed(script),
    words: words === undefined ? undefined : slashed(words),
  };
}

/** As it would be written: a copy of a profile may have lost what makes it a program. */
function isThere(file: string, text: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return readFileSync(file, 'utf8') === text;
  } catch {
    return false;
  }
}
