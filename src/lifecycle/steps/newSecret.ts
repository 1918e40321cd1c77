import type { Secret } from '../../domain/secrets/secret.ts';
import { need, type Run } from './run.ts';
import { unseal } from '../storage/seal.ts';
import { sealName } from './askForKey.ts';

/**
 * The new secret, from wherever it still is: memory, the local copy, the seal in the journal, a
 * placement that already holds it. `undefined` = lost. @throws VaultError while it cannot be asked
 */
export async function regain(run: Run): Promise<Secret | undefined> {
  run.secret ??= (await fromVault(run)) ?? (await fromSeal(run)) ?? (await fromPlaces(run));
  return run.secret;
}

/** Like `regain`; also puts it back into the vault where it is missing there. */
export async function ensureCopy(run: Run): Promise<Secret | undefined> {
  const inMemory = run.secret;
  const secret = await regain(run);
  const { entry } = run.lease;
  if (!secret || inMemory || entry.copy !== 'vault') return secret;
  if (!(await fromVault(run))) await keepCopy(run, secret);
  return secret;
}

/** Stores, reads back and marks the new secret as the local copy of its key. @throws VaultError */
export async function keepCopy({ lifecycle, lease }: Run, secret: Secret): Promise<void> {
  const { connectionId, workspaceId, id, issued } = lease.entry;
  const { keyId, keyPrefix } = need(issued, 'key');
  await lifecycle.copies.keep(
    { connectionId, workspaceId, keyId, keyPrefix, operationId: id },
    secret,
  );
}

async function fromVault({ lifecycle, lease }: Run): Promise<Secret | undefined> {
  const { connectionId, issued } = lease.entry;
  const { keyId, keyPrefix } = need(issued, 'key');
  const copy = await lifecycle.copies.read(connectionId, keyId);
  return copy?.keyPrefix === keyPrefix ? copy : undefined;
}

async function fromSeal({ lifecycle, lease }: Run): Promise<Secret | undefined> {
  const { sealed } = lease.entry;
  if (!sealed) return undefined;
  const escrow = await lifecycle.strongbox.escrow(sealed.escrowId);
  return escrow && unseal(sealed, escrow, sealName(lease.entry, need(lease.entry.issued, 'key')));
}

async function fromPlaces({ lifecycle, lease }: Run): Promise<Secret | undefined> {
  const { connectionId, issued, places, secondCopies = [] } = lease.entry;
  const marker = await lifecycle.copies.marker(connectionId, need(issued, 'key').keyId);
  if (!marker) return undefined;
  const delivered = secondCopies.filter(({ state }) => state === 'rewritten');
  for (const { place } of [...places, ...delivered]) {
    const value = await lifecycle.ports.places.read(place);
    if (value && (await lifecycle.placements.fingerprint(value)) === marker.fingerprint)
      return value;
  }
  return undefined;
}
