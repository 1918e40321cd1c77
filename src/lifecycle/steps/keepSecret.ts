import type { LedgerKind } from '../ledger/ledger.ts';
import { note } from './ledgerNote.ts';
import type { Operation } from '../model/operations.ts';
import { need, type Run, type StepResult } from './run.ts';
import { keepCopy, regain } from './newSecret.ts';
import { replaceLost } from './replaceLost.ts';

/**
 * answered → kept: into the vault, read back, marked. A vault that refuses leaves the entry here
 * with the secret sealed in it, and in memory for the person to place by hand.
 */
export async function keepSecret(run: Run): Promise<StepResult> {
  const { lifecycle, lease } = run;
  const secret = await regain(run);
  if (!secret) return replaceLost(lease.entry, need(lease.entry.issued, 'key'));
  await keepCopy(run, secret);
  // Nothing in the journal would bring it back after a kill, so the vault's disk is awaited.
  if (lease.behind !== undefined) await lifecycle.strongbox.flushed();
  await note(run, [ledgerKinds[lease.entry.operation], 'keep']);
  const { keyId } = need(lease.entry.issued, 'key');
  for (const lost of lease.entry.lost) {
    // A vault that was emptied after it had been kept leaves a marker of it behind.
    await lifecycle.copies.letGo(lease.entry.connectionId, lost.keyId);
    await note(run, 'lost', lost);
    lifecycle.ports.notify({ kind: 'lost-and-replaced', lostKeyId: lost.keyId, keyId });
  }
  return { kind: 'advance', to: 'kept', changes: { copy: 'vault' } };
}

/** What an operation is called in the ledger. */
export const ledgerKinds = {
  issue: 'issue',
  rotate: 'rotate',
  overlap: 'overlap',
  revoke: 'revoke',
  lend: 'lend',
  panic: 'panic',
  close: 'give-up',
} as const satisfies Record<Operation, LedgerKind>;
