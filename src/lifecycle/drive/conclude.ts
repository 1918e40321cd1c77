import { assertNever } from '../../domain/errors.ts';
import { drive, type Stop } from './drive.ts';
import type { Entry } from '../journal/entry.ts';
import type { WaitsFor } from '../model/events.ts';
import type { NewKey, Outcome } from './outcome.ts';
import type { OpenStep, Progress } from '../model/operations.ts';
import { need, type Run } from '../steps/run.ts';
import { tellStop } from './tellStop.ts';

/**
 * Drives an operation to where the person can be told something, and says what. The rest (waiting
 * for the vault's disk, closing what was given up) goes on as `settling`.
 */
export async function conclude(run: Run, progress?: Progress): Promise<Outcome> {
  const until = (entry: Entry) => isWorthTelling(run, entry);
  const stop = await drive(run, { until, asks: true, progress });
  switch (stop.kind) {
    case 'reached':
      return reached(run, stop.entry, progress);
    case 'settled':
      return settled(run, stop);
    case 'waiting':
      return waiting(run, stop);
    case 'taken-over':
      return { kind: 'taken-over', operationId: stop.entry.id };
    default:
      return assertNever(stop);
  }
}

function isWorthTelling({ secret, hasTriedCopies }: Run, entry: Entry): boolean {
  const { operation, step, because } = entry;
  // The person is told of the second copies, too: of this try, and not of one before.
  const isLast = (last: OpenStep) =>
    entry.keepAlsoIn === undefined
      ? step === last
      : step === 'copied' && hasTriedCopies !== undefined;
  return (
    (operation === 'issue' && isLast('kept')) ||
    (operation === 'rotate' && isLast('placed')) ||
    // With the secret to hand over; whoever comes to it without one is there to end it.
    (operation === 'lend' && step === 'lent' && secret !== undefined) ||
    (operation === 'close' && because === 'given-up')
  );
}

async function reached(run: Run, entry: Entry, progress?: Progress): Promise<Outcome> {
  const operationId = entry.id;
  if (entry.operation === 'lend') return lent(run, entry);
  const settling = finish(run, progress);
  // A caller that does not look at it must not bring the process down with a rejection.
  settling.catch(() => undefined);
  switch (entry.operation) {
    case 'issue':
      return { kind: 'kept', operationId, settling, ...(await newKey(run, entry)) };
    case 'rotate':
      return {
        kind: 'rotated',
        operationId,
        settling,
        oldKeyId: need(entry.old, 'old key').keyId,
        places: entry.places,
        ...(await newKey(run, entry)),
      };
    case 'close':
      return { kind: 'cancelled', operationId, settling };
    case 'overlap':
    case 'revoke':
    case 'panic':
      throw new Error(`${entry.operation} is told when it stops.`);
    default:
      return assertNever(entry.operation);
  }
}

/** The journal keeps the loan, and this window its lease, until one of them is over. */
async function lent(run: Run, entry: Entry): Promise<Outcome> {
  const { keyId, keyPrefix, expiresAt } = need(entry.issued, 'key');
  const secret = need(run.secret ?? null, 'secret');
  await run.lifecycle.journal.park(run.lease, 'loan');
  const endsAt = need(expiresAt, 'expiry');
  return { kind: 'lent', operationId: entry.id, keyId, keyPrefix, endsAt, secret };
}

async function finish(run: Run, progress?: Progress): Promise<void> {
  const stop = await drive({ ...run, signal: undefined }, { progress });
  if (stop.kind === 'waiting') tellStop(run.lifecycle, stop);
}

async function settled(run: Run, { entry, ending }: Stop & { kind: 'settled' }): Promise<Outcome> {
  const { operation, because, issued } = entry;
  if (operation === 'close') {
    const keyId = ending.kind === 'done' ? need(issued, 'key').keyId : null;
    const oldIsDead = entry.was === 'rotate' && keyId !== null;
    return { kind: 'closed', because: need(because, 'reason'), keyId, oldIsDead };
  }
  switch (ending.kind) {
    case 'refused':
      return { kind: 'refused', error: ending.error };
    case 'not-sent':
      return run.signal?.aborted
        ? { kind: 'cancelled', operationId: entry.id, settling: Promise.resolve() }
        : { kind: 'not-sent', error: ending.error };
    case 'superseded':
      return { kind: 'superseded', keyId: ending.keyId };
    case 'done':
      return done(run, entry);
    default:
      return assertNever(ending);
  }
}

async function done(run: Run, entry: Entry): Promise<Outcome> {
  const finishing = { operationId: entry.id, settling: Promise.resolve() };
  switch (entry.operation) {
    case 'issue':
      return { kind: 'kept', ...finishing, ...(await newKey(run, entry)) };
    case 'rotate':
    case 'overlap':
      return {
        ...(entry.operation === 'rotate' ? { kind: 'rotated', ...finishing } : { kind: 'retired' }),
        oldKeyId: need(entry.old, 'old key').keyId,
        places: entry.places,
        ...(await newKey(run, entry)),
      };
    case 'revoke':
      return { kind: 'revoked', keyId: need(entry.old, 'key').keyId };
    case 'lend':
      return { kind: 'loan-ended', keyId: need(entry.issued, 'key').keyId };
    case 'panic':
      return panicked(entry, null);
    case 'close':
      throw new Error('A closed operation is told before.');
    default:
      return assertNever(entry.operation);
  }
}

async function waiting(run: Run, stop: Stop & { kind: 'waiting' }): Promise<Outcome> {
  const { entry, secret, error } = stop;
  const { operation, issued, old, places, retirement, step } = entry;
  if (operation === 'panic') return panicked(entry, stop.for);
  if (secret && issued && (stop.for === 'vault' || stop.for === 'disk')) {
    return {
      kind: 'not-kept',
      operation,
      operationId: entry.id,
      connectionId: entry.connectionId,
      workspaceId: entry.workspaceId,
      keyId: issued.keyId,
      keyPrefix: issued.keyPrefix,
      for: stop.for,
      secret,
    };
  }
  if (operation === 'overlap' && step === 'retiring') {
    return {
      kind: 'overlapping',
      operationId: entry.id,
      oldKeyId: need(old, 'old key').keyId,
      places,
      for: stop.for,
      dueAt: retirement?.dueAt ?? null,
      ...(await newKey(run, entry)),
    };
  }
  return {
    kind: 'waiting',
    operation,
    operationId: entry.id,
    keyId: issued?.keyId ?? null,
    for: stop.for,
    places,
    secondCopies: entry.secondCopies ?? [],
    error,
  };
}

function panicked({ id, keys }: Entry, waitsFor: WaitsFor | null): Outcome {
  return { kind: 'panicked', operationId: id, keys: need(keys ?? null, 'keys'), for: waitsFor };
}

async function newKey(
  { lifecycle }: Run,
  { issued, copy, lost, agreedExpiresAt, secondCopies }: Entry,
): Promise<NewKey> {
  const { keyId, keyPrefix, expiresAt } = need(issued, 'key');
  return {
    keyId,
    keyPrefix,
    expiresAt,
    agreedExpiresAt,
    copy: copy === 'elsewhere' ? 'elsewhere' : 'vault',
    secondCopies: secondCopies ?? [],
    persistence: await lifecycle.checkPersistence(),
    lostKeyIds: lost.map((key) => key.keyId),
  };
}
