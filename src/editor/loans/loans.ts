import { window, workspace, type Terminal } from 'vscode';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { LifecycleContext } from '../../lifecycle/context.ts';
import { createDisposableStore, type Disposable } from '../disposables.ts';
import type { Log } from '../log.ts';
import type { TerminalChannel } from '../terminals/channel.ts';
import type { Shell } from '../terminals/shell.ts';
import { endLoan } from '../../lifecycle/protocols/lend.ts';

/** A key that is lent to one new terminal: its shell and what that starts are the only places of its secret. */
export interface TerminalLoan {
  readonly connectionId: string;
  readonly keyId: string;
  /** Of the terminal. */
  readonly name: string;
  readonly shell: Shell;
  readonly variable: string;
  readonly secret: Secret;
  readonly baseUrl: { readonly variable: string; readonly value: string } | undefined;
}

/** The terminals that borrowed a key from this window. */
export interface Loans extends Disposable {
  /** Opens the terminal; closing it ends the loan. */
  open(loan: TerminalLoan): Promise<void>;
  /** The name of the terminal that has this key, while it is open. */
  terminalOf(keyId: string): string | undefined;
  /** Closes the terminal of a loan that has ended. */
  closeTerminal(keyId: string): void;
  /** Asks for the end of all loans; what is not done in time is left to a recovery. */
  endAll(): Promise<void>;
}

export interface LoanParts {
  readonly lifecycle: () => Promise<LifecycleContext>;
  readonly channel: () => Promise<Pick<TerminalChannel, 'open'>>;
  readonly refresh: () => Promise<void>;
  readonly log: Log;
}

export function createLoans({ lifecycle, channel, refresh, log }: LoanParts): Loans {
  const owned = createDisposableStore();
  const loans = new Map<
    string,
    { readonly terminal: Terminal; readonly loan: Omit<TerminalLoan, 'secret'> }
  >();

  const end = async ({ connectionId, keyId }: Omit<TerminalLoan, 'secret'>) => {
    const { kind } = await endLoan(await lifecycle(), { connectionId, keyId });
    log.info(`The loan ${keyId} is over with its terminal: ${kind}.`);
  };

  owned.add(
    window.onDidCloseTerminal((closed) => {
      for (const [keyId, { terminal, loan }] of loans) {
        if (terminal !== closed) continue;
        loans.delete(keyId);
        end(loan)
          .then(refresh)
          .catch((error: unknown) => {
            log.error('A loan could not be ended; recovery goes on with it.', error);
          });
      }
    }),
  );

  return {
    async open({ secret, ...loan }) {
      const { name, shell, variable, baseUrl, keyId } = loan;
      const cwd = workspace.workspaceFolders?.[0]?.uri;
      const terminal = (await channel()).open({ name, cwd, shell, variable, secret, baseUrl });
      loans.set(keyId, { terminal, loan });
      terminal.show();
    },
    terminalOf: (keyId) => loans.get(keyId)?.loan.name,
    closeTerminal(keyId) {
      const { terminal } = loans.get(keyId) ?? {};
      loans.delete(keyId);
      terminal?.dispose();
    },
    async endAll() {
      await Promise.allSettled([...loans.values()].map(({ loan }) => end(loan)));
    },
    dispose() {
      owned.dispose();
    },
  };
}
