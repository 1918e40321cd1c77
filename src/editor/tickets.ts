import { randomUUID } from 'node:crypto';

interface Ticket {
  readonly command: string;
  readonly argument: object;
}

const tickets = new Map<string, Ticket>();

/** A hover makes a few each time that it is shown; older ones than these are of hovers long gone. */
const most = 200;

/**
 * A one-use ticket for a link in a text, where VS Code passes arguments as JSON: it stands for
 * `argument`, and only for `command`. Answers with what the link passes.
 */
export function ticketFor(command: string, argument: object): { readonly ticket: string } {
  const ticket = randomUUID();
  tickets.set(ticket, { command, argument });
  for (const oldest of tickets.keys()) {
    if (tickets.size <= most) break;
    tickets.delete(oldest);
  }
  return { ticket };
}

/** The argument that a ticket stands for; `undefined` where this is none, or none for that command. */
export function redeem(command: string, passed: unknown): object | undefined {
  if (typeof passed !== 'object' || passed === null || !('ticket' in passed)) return undefined;
  const { ticket } = passed;
  if (typeof ticket !== 'string') return undefined;
  const found = tickets.get(ticket);
  if (found?.command !== command) return undefined;
  tickets.delete(ticket);
  return found.argument;
}
