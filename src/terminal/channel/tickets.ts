import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Start } from './protocol.ts';

/** What the shell of one terminal may have without a question, as the person agreed before it was opened. */
export interface Grant<Values> {
  readonly start: Omit<Start, 'cwd'>;
  readonly values: Values;
}

/** What lets the terminals of a window ask it; in memory only, so that none is worth anything after it. */
export interface Tickets<Values> {
  /** Of every terminal of the window. */
  readonly ofWindow: string;
  /** One for a terminal that is opened for a grant. */
  issue(grant: Grant<Values>): string;
  /** Whether it is a ticket of this window, and of a terminal that is open. */
  isGood(ticket: string): boolean;
  /** What was granted to exactly this start; once. */
  redeem(ticket: string, start: Start): Values | undefined;
  /** When its terminal is closed. */
  end(ticket: string): void;
}

export function createTickets<Values>(): Tickets<Values> {
  const ofWindow = newTicket();
  const terminals = new Map<string, Grant<Values> | undefined>();
  return {
    ofWindow,
    issue(grant) {
      const ticket = newTicket();
      terminals.set(ticket, grant);
      return ticket;
    },
    isGood: (ticket) => ticket === ofWindow || terminals.has(ticket),
    redeem(ticket, { program, args }) {
      const grant = terminals.get(ticket);
      if (!grant || !isDeepStrictEqual(grant.start, { program, args })) return undefined;
      terminals.set(ticket, undefined);
      return grant.values;
    },
    end(ticket) {
      terminals.delete(ticket);
    },
  };
}

function newTicket(): string {
  return randomBytes(24).toString('base64url');
}
