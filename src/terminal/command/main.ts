import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isatty } from 'node:tty';
import { config, t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { Secret } from '../../domain/secrets/secret.ts';
import { findSecrets } from '../../domain/secrets/secretFormat.ts';
import { plainLine } from '../../domain/text/plainLine.ts';
import { askWindow, type Given } from './askWindow.ts';
import { findProgram } from './findProgram.ts';
import { readCommand } from './readCommand.ts';
import { endAs, startProgram } from './startProgram.ts';

/*
 * The command `keyrail` of terminals: asks the window for what a program needs, starts the program with
 * it, and is out of its way.
 */
const { KEYRAIL_WORDS: sentences, KEYRAIL_NODE_OPTIONS: nodeOptions, ...own } = process.env;
/** The terminal's environment without what only this command is started with. */
const env: NodeJS.ProcessEnv = { ...own };
delete env['ELECTRON_RUN_AS_NODE'];
delete env['KEYRAIL_HERE'];
if (nodeOptions !== undefined) env['NODE_OPTIONS'] = nodeOptions;

speak();
perform(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`keyrail: ${plainLine(sentenceOf(error))}\n`);
  process.exitCode = 1;
});

function sentenceOf(error: unknown): string {
  return error instanceof UserFacingError
    ? error.message
    : t('Something went wrong inside Keyrail.');
}

async function perform(words: readonly string[]): Promise<void> {
  const command = readCommand(words);
  switch (command.verb) {
    case 'help':
      process.stdout.write(`${usage().join('\n')}\n`);
      return;
    case 'run': {
      const cwd = currentFolder();
      const program = findProgram(command.program, env, cwd);
      const start = { program, args: [...command.args], cwd };
      const { key, variable } = command;
      requireText([program, ...command.args, cwd]);
      const { said, closed } = await askWindow(
        {
          verb: 'run',
          start,
          ...(key === undefined ? {} : { key }),
          ...(variable === undefined ? {} : { variable }),
        },
        env,
      );
      if (said.kind !== 'granted') return;
      const ends = said.isOfWindow ? closed : undefined;
      endAs(await startProgram(start, { ...env, ...said.env }, ends));
      return;
    }
    case 'list':
      print(await askWindow({ verb: 'list' }, env));
      return;
    case 'which':
      print(await askWindow({ verb: 'which', held: heldIn(env) }, env));
      return;
    case 'mcp':
      await offerTools();
  }
}

/** For as long as an agent keeps the streams open; loaded only then. */
async function offerTools(): Promise<void> {
  const { serveMcp, whoAsks } = await import('../mcp/onUse.ts');
  if (isatty(0))
    process.stderr.write(`${t('This is for agents, which start it by themselves.')}\n`);
  const start = whoAsks();
  const connection = randomUUID();
  await serveMcp({
    call: async ({ tool, input, callsItself, signal, wait }) => {
      const agent = { ...(start && { start }), callsItself, connection };
      const asked = { verb: 'tool' as const, tool, input, agent };
      const { said } = await askWindow(asked, env, { signal, wait });
      return said.kind === 'answered' ? said.text : '';
    },
    explain: (error) => plainLine(sentenceOf(error)),
    input: process.stdin,
    output: process.stdout,
  });
}

/**
 * Node reads bytes that are no text as a sign of its own, and the program would get that instead.
 * @throws UserFacingError
 */
function requireText(words: readonly string[]): void {
  if (!words.some((word) => word.includes('\ufffd'))) return;
  throw new UserFacingError(
    t(
      'An argument, or the name of a folder, is no UTF-8, and the program would get something else. Nothing was started.',
    ),
  );
}

/** @throws UserFacingError where the folder that the terminal is in was removed */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new UserFacingError(
      t('The folder that this terminal is in is gone. Change to one that is there.'),
    );
  }
}

/** Values that look like keys, by what a server keeps of each: no value leaves this process. */
function heldIn(all: NodeJS.ProcessEnv) {
  return Object.entries(all).flatMap(([variable, text = '']) =>
    findSecrets(text).map(({ value }) => {
      const secret = new Secret(value);
      return { variable, keyPrefix: secret.keyPrefix, sha256: secret.sha256() };
    }),
  );
}

function print({ said }: Given): void {
  if (said.kind !== 'rows') return;
  const rows = said.rows.map((cells) => cells.map((cell) => plainLine(cell)));
  const widths = rows.reduce<number[]>(
    (most, cells) => cells.map((cell, at) => Math.max(cell.length, most[at] ?? 0)),
    [],
  );
  for (const cells of rows) {
    const line = cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  ');
    process.stdout.write(`${line.trimEnd()}\n`);
  }
}

/** In the display language. */
function speak(): void {
  if (sentences === undefined) return;
  try {
    config({ contents: readFileSync(sentences, 'utf8') });
  } catch {
    // English is understood better than no sentence.
  }
}

function usage(): readonly string[] {
  return [
    t(
      '{0} starts a program with a key in its environment',
      'keyrail run [--key NAME] [--as VARIABLE] -- PROGRAM ARGUMENTS…',
    ),
    t('{0} lists keys with their status and places', 'keyrail ls'),
    t('{0} says whose keys are in this environment', 'keyrail which'),
    t('{0} offers the tools of Keyrail to an agent, without a value', 'keyrail mcp'),
  ];
}
