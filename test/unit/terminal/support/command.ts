import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import {
  listen,
  type RequestHandler,
  type Listener,
} from '../../../../src/terminal/channel/listen.ts';
import {
  addressVariable,
  windowTicketVariable,
} from '../../../../src/terminal/channel/protocol.ts';
import { root } from '../../../support/root.mjs';

/** The command as its sources, which the same Node runs. */
export const script = path.join(root, 'src', 'terminal', 'command', 'main.ts');

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** The environment of a terminal that belongs to the window behind a listener. */
export function terminalOf({ address }: Listener): NodeJS.ProcessEnv {
  return { ...process.env, [addressVariable]: address, [windowTicketVariable]: 'of this window' };
}

/** `keyrail …` in such a terminal, and what becomes of it. */
export function keyrail(
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  /** `null`: it is given later. */
  input: string | null = '',
): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['--no-warnings', script, ...words], { env });
  if (input !== null) child.stdin.end(input);
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[code, signal], out, err]) => ({
      // `as`: what Node hands over with `close`.
      code: code as number | null,
      signal: signal as NodeJS.Signals | null,
      out,
      err,
    }),
  );
  return { child, ended };
}

/** A window that gives every program the same; `isOfWindow`: for as long as it is open. */
export function granting(
  env: Record<string, string>,
  asked: unknown[] = [],
  isOfWindow = false,
): Promise<Listener> {
  const answer: RequestHandler = async (request) => {
    asked.push(request);
    return { kind: 'granted', env, isOfWindow };
  };
  return listen(answer);
}
