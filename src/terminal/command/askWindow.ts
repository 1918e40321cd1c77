import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import { askedTooMuch } from '../channel/askedTooMuch.ts';
import {
  addressVariable,
  mostRequestBytes,
  response,
  terminalTicketVariable,
  windowTicketVariable,
  type Request,
  type Response,
} from '../channel/protocol.ts';
import { addressTrouble } from '../channel/socketFolder.ts';
import { exchange, parsed, type Lost, type Meanwhile } from './exchange.ts';

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
export async function askWindow(
  asked: Asked,
  env: NodeJS.ProcessEnv,
  meanwhile: Meanwhile = {},
): Promise<Given> {
  const isTool = asked.verb === 'tool';
  const address = env[addressVariable];
  const ticket = env[terminalTicketVariable] ?? env[windowTicketVariable];
  if (!isPassedOn(address) || !isPassedOn(ticket))
    throw isTool ? withoutVariables() : withoutWindow();
  const trouble = addressTrouble(address);
  if (trouble === 'gone') throw lost('gone', isTool, env);
  if (trouble !== undefined) {
    throw new UserFacingError(
      t(
        'Keyrail asks nobody at {0}: it is not yours alone, so that somebody else may answer there. Open a new terminal.',
        address,
      ),
    );
  }
  const line = `${JSON.stringify({ version: 1, ticket, ...asked })}\n`;
  if (isTool && Buffer.byteLength(line) > mostRequestBytes) {
    throw new UserFacingError(t('The input of the tool is too long. Nothing was done with it.'));
  }
  const exchanged = await exchange(address, line, meanwhile);
  if (typeof exchanged === 'string') throw lost(exchanged, isTool, env);
  const said = response.safeParse(parsed(exchanged.text));
  if (!said.success) throw lost('silent', isTool, env);
  if (said.data.kind === 'refused') throw new UserFacingError(said.data.sentence);
  return { said: said.data, closed: exchanged.closed };
}

/** An agent that knows no `${NAME}` in its configuration passes just that on. */
function isPassedOn(value: string | undefined): value is string {
  return value !== undefined && value !== '' && !value.startsWith('${');
}

function lost(why: Lost, isTool: boolean, env: NodeJS.ProcessEnv): UserFacingError {
  switch (why) {
    case 'busy':
      return new UserFacingError(askedTooMuch());
    case 'gone':
      return outlivingIn(env) ?? windowGone();
    case 'silent':
      return new UserFacingError(
        isTool
          ? t(
              'The window was closed before it answered. Something may have been changed: look at the keys first.',
            )
          : t('The window gave no answer: it was closed meanwhile. Nothing was started.'),
      );
  }
}

function windowGone(): UserFacingError {
  return new UserFacingError(
    t(
      'The window that this terminal belongs to was closed or reloaded, and what it allowed is over. Open a new terminal.',
    ),
  );
}

/** What goes on without its terminal gives the environment of its start to all that is opened in it. */
function outlivingIn(env: NodeJS.ProcessEnv): UserFacingError | undefined {
  const name = env['TMUX'] ? 'tmux' : env['STY'] ? 'screen' : undefined;
  return name === undefined
    ? undefined
    : new UserFacingError(
        t(
          'The window in which this {0} was started was closed or reloaded, and {0} knows no other. Use a new terminal outside of it, or end it and start it there.',
          name,
        ),
      );
}

function withoutWindow(): UserFacingError {
  return new UserFacingError(
    t(
      'This terminal belongs to no window in which Keyrail is connected. Connect it there, then open a new terminal.',
    ),
  );
}

/** Agents often give what they start only a part of their environment. */
function withoutVariables(): UserFacingError {
  return new UserFacingError(
    t(
      'No window can be asked: the agent was not started in a terminal of a window in which Keyrail is connected, or does not pass {0} on.',
      `${addressVariable}, ${windowTicketVariable}`,
    ),
  );
}
