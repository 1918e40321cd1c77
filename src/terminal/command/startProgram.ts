import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import type { Start } from '../channel/protocol.ts';
import { endProgram } from '../endProgram.ts';
import { scriptLine } from './scriptLine.ts';

/** How a program ended. */
export type End = { readonly code: number } | { readonly signal: NodeJS.Signals };

const passedOn: readonly NodeJS.Signals[] =
  process.platform === 'win32' ? [] : ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'];
/** A terminal sends these to all that runs in its foreground, the program too. */
const ofTerminal: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/**
 * Starts the program in this process's place, as far as there is one: with its terminal or pipes, its
 * folder and its signals. Where what it got `ends`, it is hung up on, as by a terminal that is closed.
 * @throws UserFacingError where the system does not start it
 */
export function startProgram(
  { program, args, cwd }: Start,
  env: NodeJS.ProcessEnv,
  ends?: Promise<void>,
): Promise<End> {
  const isScript = process.platform === 'win32' && /\.(?:bat|cmd)$/i.test(program);
  const script = isScript ? scriptLine(program, args) : undefined;
  const child = spawn(script?.program ?? program, script?.arguments ?? args, {
    cwd,
    env,
    stdio: 'inherit',
    windowsVerbatimArguments: isScript,
  });
  // Node's own streams would make pipes non-blocking, for the program too, which does not expect it.
  const onTerminal = [0, 1, 2].some((each) => isatty(each));
  const pass = (signal: NodeJS.Signals) => {
    if (!onTerminal || !ofTerminal.includes(signal)) child.kill(signal);
  };
  const signals = [...passedOn, ...ofTerminal];
  for (const signal of signals) process.on(signal, pass);
  void ends?.then(() => {
    endProgram(child, 'SIGHUP');
  });
  return new Promise<End>((resolve, reject) => {
    child.on('error', ({ message }) => {
      reject(new UserFacingError(t('{0} could not be started: {1}', program, message)));
    });
    child.on('exit', (code, signal) => {
      resolve(signal ? { signal } : { code: code ?? 1 });
    });
  }).finally(() => {
    for (const signal of signals) process.off(signal, pass);
  });
}

/** Ends this process as the program did, so that who waits for it sees the same. */
export function endAs(end: End): void {
  if ('code' in end) {
    process.exitCode = end.code;
    return;
  }
  process.exitCode = 128 + constants.signals[end.signal];
  // By this one Node would open its debugger.
  if (end.signal !== 'SIGUSR1') process.kill(process.pid, end.signal);
}
