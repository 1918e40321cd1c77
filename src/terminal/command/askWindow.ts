import { connect } from 'node:net';
import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { askedTooMuch } from '../channel/askedTooMuch.ts';
import {
  addressVariable,
  response,
  terminalTicketVariable,
  windowTicketVariable,
  type Request,
  type Response,
} from '../channel/protocol.ts';
import { addressTrouble } from '../channel/socketFolder.ts';

type Asked<R = Request> = R extends Request ? Omit<R, 'version' | 'ticket'> : never;

/** An answer that gives something. */
export interface Given {
  readonly said: Exclude<Response, { kind: 'refused' }>;
  /** When the window lets go of the connection: at once, but for what is to end with the window. */
  readonly closed: Promise<void>;
}

/**
 * Asks the window that this terminal belongs to, and waits for the person there.
 * @throws UserFacingError with what the window says, or why none is asked
 */
export async function askWindow(asked: Asked, env: NodeJS.ProcessEnv): Promise<Given> {
  const address = env[addressVariable];
  const ticket = env[terminalTicketVariable] ?? env[windowTicketVariable];
  if (!address || !ticket) {
    throw new UserFacingError(
      t(
        'This terminal belongs to no window in which Keyrail is connected. Connect it there, then open a new terminal.',
      ),
    );
  }
  const trouble = addressTrouble(address);
  if (trouble === 'gone') throw windowGone();
  if (trouble !== undefined) {
    throw new UserFacingError(
      t(
        'Keyrail asks nobody at {0}: it is not yours alone, so that somebody else may answer there. Open a new terminal.',
        address,
      ),
    );
  }
  const { text, closed } = await exchange(
    address,
    `${JSON.stringify({ version: 1, ticket, ...asked })}\n`,
  );
  const said = response.safeParse(parsed(text));
  if (!said.success) throw noAnswer();
  if (said.data.kind === 'refused') throw new UserFacingError(said.data.sentence);
  return { said: said.data, closed };
}

function exchange(
  address: string,
  line: string,
): Promise<{ readonly text: string; readonly closed: Promise<void> }> {
  return new Promise((resolve, reject) => {
    let text = '';
    let isConnected = false;
    const socket = connect(address, () => {
      isConnected = true;
      socket.write(line);
    });
    socket.setEncoding('utf8');
    const closed = new Promise<void>((isClosed) => {
      socket.on('close', () => {
        isClosed();
      });
    });
    socket.on('data', (part: string) => {
      text += part;
      if (!part.includes('\n')) return;
      // The program that is started next keeps this process, the connection does not.
      socket.unref();
      resolve({ text, closed });
    });
    let isBusy = false;
    socket.on('error', (error) => {
      // The window may have answered before it has read all; `close` follows.
      isBusy = 'code' in error && error.code === 'EAGAIN';
    });
    socket.on('close', () => {
      if (isBusy) reject(new UserFacingError(askedTooMuch()));
      else reject(isConnected ? noAnswer() : windowGone());
    });
  });
}

/** @returns `undefined` for what is no JSON */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function windowGone(): UserFacingError {
  return new UserFacingError(
    t(
      'The window that this terminal belongs to was closed or reloaded, and what it allowed is over. Open a new terminal.',
    ),
  );
}

function noAnswer(): UserFacingError {
  return new UserFacingError(
    t('The window gave no answer: it was closed meanwhile. Nothing was started.'),
  );
}
