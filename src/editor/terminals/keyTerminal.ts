import { window, type Terminal, type Uri } from 'vscode';
import type { Secret } from '../../domain/secrets/secret.ts';
import { addressVariable, terminalTicketVariable } from '../../terminal/channel/protocol.ts';
import type { Tickets } from '../../terminal/channel/tickets.ts';
import { terminalStart } from '../../terminal/command/terminalStart.ts';
import type { Shell } from './shell.ts';

/** A terminal whose shell gets a key at its start. */
export interface KeyTerminal {
  readonly name: string;
  readonly cwd: Uri | undefined;
  /** As the person was shown it. */
  readonly shell: Shell;
  readonly variable: string;
  readonly secret: Secret;
  readonly baseUrl: { readonly variable: string; readonly value: string } | undefined;
}

/** What a shell was granted, told at the moment when it is started. */
export type TerminalValues = () => Readonly<Record<string, string>>;

interface Ways {
  readonly command: string;
  readonly address: string;
  readonly tickets: Tickets<TerminalValues>;
}

/** VS Code is told a ticket; the value goes from this process to the shell. */
export function openKeyTerminal(
  { command, address, tickets }: Ways,
  { name, cwd, shell, variable, secret, baseUrl }: KeyTerminal,
): Terminal {
  const { program, args } = shell;
  // Where it cannot be started, nothing waits to be asked for.
  const start = terminalStart(command, shell);
  const ticket = tickets.issue({
    start: { program, args: [...args] },
    values: () => ({
      [variable]: secret.reveal(),
      ...(baseUrl ? { [baseUrl.variable]: baseUrl.value } : {}),
    }),
  });
  const terminal = window.createTerminal({
    name,
    ...start,
    env: { [addressVariable]: address, [terminalTicketVariable]: ticket },
    // After a restart it could ask nobody.
    isTransient: true,
    ...(cwd ? { cwd } : {}),
  });
  const closing = window.onDidCloseTerminal((closed) => {
    if (closed !== terminal) return;
    closing.dispose();
    tickets.end(ticket);
  });
  return terminal;
}
