import type { Ledger, LedgerKind } from './ledger.ts';

const endings: ReadonlySet<LedgerKind> = new Set([
  'retire',
  'revoke',
  'give-up',
  'lost',
  'loan-end',
  'panic',
]);

/** Ids of the keys that were ended, and of the service accounts that were disabled, from here. */
export interface EndedHere {
  readonly keys: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
}

/** Whether a key was ended from here by what a person is told of by itself. Reads the whole ledger. */
export async function isRevokedHere(ledger: Ledger, keyId: string): Promise<boolean> {
  for await (const event of ledger.events()) {
    if ((event.kind === 'revoke' || event.kind === 'panic') && event.keyId === keyId) return true;
  }
  return false;
}

/** Reads the whole ledger: ask where a key was found ended, not at every look. */
export async function endedHere(ledger: Ledger): Promise<EndedHere> {
  const keys = new Set<string>();
  const accounts = new Set<string>();
  for await (const { kind, keyId, detail } of ledger.events()) {
    if (endings.has(kind) && keyId !== null) keys.add(keyId);
    if (kind === 'disable-account' && detail !== null) accounts.add(detail);
  }
  return { keys, accounts };
}
