import type { Entry } from './entry.ts';
import type { WaitsFor } from '../drive/facts.ts';
import type { OpenStep, Operation } from '../protocols/protocols.ts';
import type { Room } from '../room.ts';

/** An operation that is not settled, for a tree's message or a list to choose from. */
export interface Pending {
  readonly operationId: string;
  readonly operation: Operation;
  readonly step: OpenStep;
  readonly connectionId: string;
  readonly workspaceId: string;
  /** The key that is replaced or revoked. */
  readonly oldKeyId: string | null;
  readonly newKeyId: string | null;
  /** ISO time. */
  readonly startedAt: string;
  /** `null`: it is being worked on, or was interrupted and not looked at since. */
  readonly for: WaitsFor | null;
  /** When the old key of an overlap ends; ISO time. */
  readonly dueAt: string | null;
}

export function pendingOf(entry: Entry): Pending {
  return {
    operationId: entry.id,
    operation: entry.operation,
    step: entry.step,
    connectionId: entry.connectionId,
    workspaceId: entry.workspaceId,
    oldKeyId: entry.old?.keyId ?? null,
    newKeyId: entry.issued?.keyId ?? null,
    startedAt: entry.startedAt,
    for: entry.waits,
    dueAt: entry.retirement?.dueAt ?? null,
  };
}

/** Everything in the journal. Reads files only: no vault, no network. */
export async function listPending(room: Room): Promise<readonly Pending[]> {
  return (await room.journal.find()).entries.map(pendingOf);
}

const lookAgainMs = 15 * 60_000;

/** When `recover` should run next for an old key to end in time; `undefined` = no need. */
export async function nextDue(room: Room): Promise<Date | undefined> {
  const { entries } = await room.journal.find();
  const now = room.ports.clock.now().getTime();
  const times = entries
    .filter(({ step, retirement }) => step === 'retiring' && retirement !== null)
    .map(({ retirement }) =>
      retirement?.dueAt == null
        ? Math.min(now + lookAgainMs, Date.parse(retirement?.notAfter ?? '') || Infinity)
        : Date.parse(retirement.dueAt),
    );
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}
