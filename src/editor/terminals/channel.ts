import path from 'node:path';
import { t } from '@vscode/l10n';
import { l10n, type ExtensionContext, type Terminal } from 'vscode';
import { CancelledError, UserFacingError } from '../../domain/errors.ts';
import { writeCommandFile } from '../../terminal/channel/commandFile.ts';
import { listen, refused, type RequestHandler } from '../../terminal/channel/listen.ts';
import { addressVariable, windowTicketVariable } from '../../terminal/channel/protocol.ts';
import { sweepSockets } from '../../terminal/channel/sweepSockets.ts';
import { createTickets } from '../../terminal/channel/tickets.ts';
import type { Disposable } from '../disposables.ts';
import type { InjectParts } from '../references/injectedEnv.ts';
import { describeError } from '../report.ts';
import type { Terminals } from '../placements/terminals.ts';
import { createAgents, type AgentQuestion } from './agents.ts';
import { answerRun } from './answerRun.ts';
import { keyRows, whoseKeys } from './keyRows.ts';
import { openKeyTerminal, type KeyTerminal, type TerminalValues } from './keyTerminal.ts';
import { createQuestions } from './questions.ts';

export type ChannelContext = Pick<
  ExtensionContext,
  'environmentVariableCollection' | 'extensionUri' | 'globalStorageUri'
>;

export interface ChannelParts extends InjectParts {
  readonly terminals: Pick<Terminals, 'list'>;
  /**
   * Calls one of the tools that agents have; `ask` is awaited before anything changes.
   * @throws UserFacingError with a sentence for the agent
   */
  readonly callTool: (
    tool: string,
    input: unknown,
    ask: (question: AgentQuestion) => Promise<void>,
  ) => Promise<string>;
}

/** By which the terminals of this window ask for what their programs need; gone with the window. */
export interface TerminalChannel extends Disposable {
  /** Opens a terminal whose shell has a key. Closing it ends what it may ask. */
  open(terminal: KeyTerminal): Terminal;
}

/**
 * Listens, and tells new terminals where, with a ticket: nothing of that is secret, and it ends with the
 * window, though VS Code keeps the environment of terminals on disk.
 */
export async function openTerminalChannel(
  { environmentVariableCollection: all, extensionUri, globalStorageUri }: ChannelContext,
  parts: ChannelParts,
): Promise<TerminalChannel> {
  const tickets = createTickets<TerminalValues>();
  const questions = createQuestions();
  const agents = createAgents();
  const answer: RequestHandler = async (request, signal, wait) => {
    try {
      if (!tickets.isGood(request.ticket)) {
        return refused(
          t(
            'This terminal was opened by another window, or before this one was reloaded. Open a new terminal.',
          ),
        );
      }
      if (request.verb === 'list') return { kind: 'rows', rows: await keyRows(parts.keyList) };
      if (request.verb === 'which') {
        return { kind: 'rows', rows: await whoseKeys(parts, request.held) };
      }
      if (request.verb === 'tool') {
        const calling = { agent: request.agent, signal, wait };
        await agents.requireAllowed(calling);
        const ask = (question: AgentQuestion) => agents.ask(calling, question);
        return {
          kind: 'answered',
          text: await parts.callTool(request.tool, request.input, ask),
        };
      }
      const granted = tickets.redeem(request.ticket, request.start);
      if (granted) return { kind: 'granted', env: { ...granted() }, isOfWindow: true };
      const env = await questions.inTurn((beforeAsking) =>
        answerRun(parts, request, signal, beforeAsking),
      );
      return { kind: 'granted', env, isOfWindow: false };
    } catch (error) {
      if (error instanceof CancelledError)
        return refused(t('It was not allowed. Nothing was started.'));
      if (!(error instanceof UserFacingError)) parts.log.error('A terminal got no answer.', error);
      return refused((await describeError(error)).sentence);
    }
  };
  const listener = await listen(answer);
  sweepSockets().catch((error: unknown) => {
    parts.log.error('Sockets of windows that were killed are still there.', error);
  });
  try {
    const folder = path.join(globalStorageUri.fsPath, 'bin');
    const command = writeCommandFile(folder, {
      node: process.execPath,
      script: path.join(extensionUri.fsPath, 'dist', 'command.cjs'),
      words: l10n.uri?.fsPath,
    });
    // VS Code keeps it on disk otherwise, where it is worth nothing.
    all.persistent = false;
    all.description = t('Keyrail: the command “{0}”', 'keyrail run');
    all.replace(addressVariable, listener.address);
    all.replace(windowTicketVariable, tickets.ofWindow);
    all.append('PATH', path.delimiter + folder);
    return {
      open: (terminal) =>
        openKeyTerminal({ command, address: listener.address, tickets }, terminal),
      dispose() {
        all.clear();
        listener.dispose();
      },
    };
  } catch (error) {
    listener.dispose();
    throw error;
  }
}
