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
 * outlived its window still has it, to be told so.
 */
export function writeCommandFile(folder: string, parts: CommandParts): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const isWindows = process.platform === 'win32';
  const file = path.join(folder, isWindows ? 'keyrail.cmd' : 'keyrail');
  const text = isWindows ? forWindows(parts) : forShell(parts);
  if (isThere(file, text)) return file;
  const temporary = `${file}.${process.pid}`;
  try {
    writeFileSync(temporary, text, { mode: 0o700 });
    chmodSync(temporary, 0o700);
    // Another window may be starting it at this moment.
    renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
  return file;
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

function forWindows({ node, script, words }: CommandParts): string {
  const set = (name: string, value: string) => `@set "${name}=${value.replaceAll('%', '%%')}"`;
  return [
    '@setlocal',
    '@if defined NODE_OPTIONS set "KEYRAIL_NODE_OPTIONS=%NODE_OPTIONS%"',
    '@set NODE_OPTIONS=',
    ...(words === undefined ? [] : [set('KEYRAIL_WORDS', words)]),
    set('ELECTRON_RUN_AS_NODE', '1'),
    `@"${node.replaceAll('%', '%%')}" "${script.replaceAll('%', '%%')}" %*`,
    '',
  ].join('\r\n');
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
