import { randomInt, randomUUID } from 'node:crypto';
import type { Entry } from '../journal/entry.ts';
import { isDiskError } from '../model/stateDisk.ts';
import type { Lease } from '../journal/lease.ts';
import type { NotStarted } from './outcome.ts';
import { prepare } from './prepare.ts';
import type { Progress } from '../model/operations.ts';
import type { LifecycleContext } from '../context.ts';
import type { Run } from '../steps/run.ts';
import { VaultError } from '../storage/checkedVault.ts';

export interface OperationOptions {
  /** Stops waiting. What was already asked is closed (a new key) or seen through (a rotation). */
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
}

/** What an operation decides about its entry; the rest is the same for all. */
export type Draft = Pick<
  Entry,
  'operation' | 'connectionId' | 'workspaceId' | 'request' | 'expected' | 'agreedExpiresAt'
> &
  Partial<Pick<Entry, 'old' | 'places' | 'grace' | 'loan' | 'keys' | 'keepAlsoIn'>>;

/**
 * Trust, vault check, journal, one operation a key; nothing is asked of the server yet.
 * @throws UserFacingError where a key would be made for a folder that is not trusted
 */
export async function start(
  lifecycle: LifecycleContext,
  draft: Draft,
  { signal, progress }: OperationOptions,
): Promise<Run | NotStarted> {
  // Ending a key is possible everywhere; making one is not.
  if (draft.operation !== 'revoke' && draft.operation !== 'panic') lifecycle.ports.requireTrust();
  const access = await lifecycle.ports.openAccess(draft.connectionId);
  if (!access) return { kind: 'not-connected' };
  progress?.('preparing');
  try {
    // A loan is not kept, so it does not need a vault; ending a key must not, either.
    if (isKept(draft)) await prepare(lifecycle);
    const lease = await begin(lifecycle, { ...draft, ...(await alsoKept(lifecycle, draft)) });
    if ('kind' in lease) return lease;
    progress?.('asked');
    return { lifecycle, lease, access, secret: undefined, unclear: false, signal };
  } catch (error) {
    if (error instanceof VaultError) return { kind: 'vault-broken', problem: error.problem };
    if (isDiskError(error)) {
      return { kind: 'journal-unwritable', reason: error.message };
    }
    throw error;
  }
}

const tries = 3;

/**
 * Each window writes its entry first and looks for others afterwards, so that of two at least one
 * sees the other; both may step back, hence the random pause and another try.
 */
async function begin(lifecycle: LifecycleContext, draft: Draft): Promise<Lease | NotStarted> {
  const { journal, ports } = lifecycle;
  for (let round = 1; ; round++) {
    const lease = await journal.begin({
      version: 1,
      id: randomUUID(),
      step: 'asked',
      startedAt: ports.clock.now().toISOString(),
      lease: null,
      waits: null,
      old: null,
      issued: null,
      sealed: null,
      copy: 'none',
      places: [],
      grace: null,
      retirement: null,
      lost: [],
      unclear: false,
      was: null,
      because: null,
      ...draft,
    });
    const rival = await findRival(lifecycle, lease.entry);
    if (!rival) return lease;
    await journal.settle(lease);
    if (round === tries) {
      return { kind: 'busy', operation: rival.operation, operationId: rival.id };
    }
    await ports.clock.sleep(randomInt(20, 120));
  }
}

/** Ending and lending is always possible; every other operation has its keys for itself. */
async function findRival(lifecycle: LifecycleContext, entry: Entry): Promise<Entry | undefined> {
  const mine = new Set(keysOf(entry));
  // A key that is only to be made is nobody else's; then the journal need not be read.
  if (!isKept(entry) || mine.size === 0) return undefined;
  const { entries } = await lifecycle.journal.find();
  return entries.find(
    (other) =>
      other.id !== entry.id &&
      other.connectionId === entry.connectionId &&
      keysOf(other).some((keyId) => mine.has(keyId)),
  );
}

/** Whoever goes on with it later acts on what the person had agreed to then. */
async function alsoKept(
  { ports }: LifecycleContext,
  draft: Draft,
): Promise<Pick<Draft, 'keepAlsoIn'>> {
  const places = isKept(draft) ? await ports.keepAlsoIn?.(draft.connectionId) : undefined;
  return places === undefined || places.length === 0 ? {} : { keepAlsoIn: [...places] };
}

/** Whether a secret of it is to be stored on this machine. */
function isKept({ operation }: Pick<Entry, 'operation'>): boolean {
  return operation !== 'revoke' && operation !== 'panic' && operation !== 'lend';
}

/** The keys that an operation is about to end, or relies on. */
function keysOf({ operation, request, old, issued }: Entry): string[] {
  if (request.kind === 'revoke' || request.kind === 'panic') return [];
  return [
    ...(request.kind === 'rotate' ? [request.keyId] : []),
    ...(old ? [old.keyId] : []),
    ...(operation === 'overlap' && issued ? [issued.keyId] : []),
  ];
}
