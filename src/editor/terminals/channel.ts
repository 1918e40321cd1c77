import path from 'node:path';
import { t } from '@vscode/l10n';
import { l10n, type ExtensionContext, type Terminal } from 'vscode';
import { writeCommandFile } from '../../terminal/channel/commandFile.ts';
import { listen } from '../../terminal/channel/listen.ts';
import { addressVariable, windowTicketVariable } from '../../terminal/channel/protocol.ts';
import { sweepSockets } from '../../terminal/channel/sweepSockets.ts';
import { createTickets } from '../../terminal/channel/tickets.ts';
import type { Disposable } from '../disposables.ts';
import { createAnswers, type AnswerParts } from './answerTerminal.ts';
import { openKeyTerminal, type KeyTerminal, type TerminalValues } from './keyTerminal.ts';

export type ChannelContext = Pick<
  ExtensionContext,
  'environmentVariableCollection' | 'extensionUri' | 'globalStorageUri'
>;

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
  parts: AnswerParts,
): Promise<TerminalChannel> {
  const tickets = createTickets<TerminalValues>();
  const listener = await listen(createAnswers(parts, tickets));
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
