import type { ApiKey } from '../../wire/apiKeys.ts';
import { holdsKey } from '../copies/placement.ts';
import type { Entry, Grace, IssuedKeyNote, Retirement } from '../journal/entry.ts';
import { hasEnded, isExpired, isLive } from '../model/expiry.ts';
import { isRevokedHere } from '../ledger/endedHere.ts';
import { note } from './ledgerNote.ts';
import { need, type Run, type StepResult } from './run.ts';
import { endKey } from './endKey.ts';
import { prove } from './prove.ts';
import { tellLeftCopies } from './leftCopies.ts';
import { ensureCopy } from './newSecret.ts';

const minute = 60_000;
const graceMs = { now: 0, '15min': 15 * minute, '1h': 60 * minute, '24h': 1440 * minute } as const;
/** An old key counts as unused when its last use has not moved for this long. */
const quietMs = 60 * minute;

/** placed → retiring: from here on the old key only waits for its end. */
export async function beginRetiring(run: Run): Promise<StepResult> {
  const { lifecycle, lease } = run;
  const { entry } = lease;
  if (entry.copy === 'vault') {
    // A kill may have been faster than the vault's disk, and this is the seal's last moment.
    if (!(await ensureCopy(run))) return { kind: 'wait', for: 'replacement' };
    await lifecycle.strongbox.flushed();
  }
  const retirement =
    entry.grace &&
    retirementFor(entry, entry.grace, lifecycle.ports.serverTime(entry.connectionId));
  // The vault has it and has had time to write it down; the seal has done its duty.
  return { kind: 'advance', to: 'retiring', changes: { retirement, sealed: null } };
}

/**
 * The grace counts from `now`, and never reaches past the old key's own expiry.
 * @param now by the clock of the control plane, which that expiry is meant by
 */
export function retirementFor({ old }: Pick<Entry, 'old'>, grace: Grace, now: Date): Retirement {
  const ownEnd = need(old, 'old key').expiresAt;
  const notAfter = ownEnd === null ? null : new Date(ownEnd).toISOString();
  if (grace === 'when-unused') return { dueAt: null, notAfter, use: null };
  const due = new Date(now.getTime() + graceMs[grace]);
  // As times and not as texts: the year 10000 is written with a sign, which sorts before every digit.
  const endsBefore = ownEnd !== null && new Date(ownEnd) < due;
  return { dueAt: endsBefore ? notAfter : due.toISOString(), notAfter, use: null };
}

/** retiring → retired: ends the old key, when everything that speaks against it has been looked at. */
export async function endOldKey(run: Run): Promise<StepResult> {
  const { lifecycle, lease, access } = run;
  const { entry } = lease;
  const { retirement, workspaceId, connectionId } = entry;
  const old = need(entry.old, 'old key');
  const issued = need(entry.issued, 'key');

  const rows = await access.keys.apiKeys(workspaceId, run.signal);
  const oldRow = rows.find((row) => row.api_key_id === old.keyId);
  if (!oldRow || oldRow.revoked_at !== null) return { kind: 'advance', to: 'retired' };

  // After the answer: it has told the time of the control plane, by which all of this is meant.
  const now = lifecycle.ports.serverTime(connectionId);
  // A key whose own end has come takes nothing with it.
  if (!isExpired(oldRow, now)) {
    const newRow = rows.find((row) => row.api_key_id === issued.keyId);
    // A list may leave a key out that is there, or say of it what this version does not know; one that it shows as over stays over.
    if (newRow && hasEnded(newRow, now)) return keepOld(run, old, issued);
    if (!newRow || !isLive(newRow, now)) return { kind: 'wait', for: 'replacement' };
    if (!retirement) return { kind: 'wait', for: 'grace' };
    const { due, seen } = lookAtUse(retirement, oldRow, now);
    if (!due) return { kind: 'wait', for: 'due', changes: { retirement: seen } };
    const objection = await objectionTo(run, connectionId, old.keyId);
    if (objection) return objection;
  }
  return (await endKey(run, old.keyId, 'retire')) ?? { kind: 'advance', to: 'retired' };
}

/** The new key has ended, so the old one has nothing to give way to: it is a key like any other again. */
async function keepOld(run: Run, old: IssuedKeyNote, ended: IssuedKeyNote): Promise<StepResult> {
  await note(run, 'keep-old', old);
  return { kind: 'end', ending: { kind: 'superseded', keyId: ended.keyId } };
}

/** What still speaks against ending the old key, which lives: it is the last thing to go. */
async function objectionTo(
  run: Run,
  connectionId: string,
  oldKeyId: string,
): Promise<StepResult | undefined> {
  const { lifecycle, lease } = run;
  if (lease.entry.copy === 'vault' && (await lifecycle.checkPersistence()) !== 'proven') {
    return { kind: 'wait', for: 'persistence' };
  }
  const places = await lifecycle.placements.of(connectionId, oldKeyId);
  if (places.some(holdsKey)) {
    return { kind: 'wait', for: 'old-in-use' };
  }
  // The person took the new secret: nothing here could try it.
  if (lease.entry.copy === 'elsewhere') return undefined;

  const secret = await ensureCopy(run);
  if (!secret) return { kind: 'wait', for: 'replacement' };
  const proof = await prove(run, secret);
  if (proof.kind === 'accepted') return undefined;
  const waitsFor = proof.kind === 'refused' ? 'replacement' : 'server';
  return { kind: 'wait', for: waitsFor, error: proof.error };
}

/** Uses are told apart by the server's time stamps, and the time without any is counted by its clock. */
function lookAtUse(
  retirement: Retirement,
  oldRow: ApiKey,
  now: Date,
): { readonly due: boolean; readonly seen: Retirement } {
  const { dueAt, notAfter, use } = retirement;
  const isPast = (time: string | null) => time !== null && Date.parse(time) <= now.getTime();
  if (dueAt !== null) return { due: isPast(dueAt), seen: retirement };
  const isSame = use?.lastUsedAt === oldRow.last_used_at;
  const since = use && isSame ? use.since : now.toISOString();
  const quiet = now.getTime() - Date.parse(since) >= quietMs;
  const seen = { ...retirement, use: { lastUsedAt: oldRow.last_used_at, since } };
  return { due: quiet || isPast(notAfter), seen };
}

/** retired → the end: the old value is of no use to anybody. */
export async function finishRetiring(run: Run): Promise<StepResult> {
  const { lifecycle, lease } = run;
  const { connectionId, old: ended, issued } = lease.entry;
  const old = need(ended, 'old key');
  await lifecycle.placements.markAllStale(connectionId, old.keyId);
  await lifecycle.copies.letGo(connectionId, old.keyId);
  const isTold = await isRevokedHere(lifecycle.ledger, old.keyId);
  if (!isTold) await note(run, 'retire', old);
  lifecycle.ports.notify({
    kind: 'retired',
    keyId: old.keyId,
    replacementId: need(issued, 'key').keyId,
    isTold,
  });
  await tellLeftCopies(run);
  return { kind: 'end', ending: { kind: 'done' } };
}
