import { withNamesakes } from '../../domain/keys/keyLabel.ts';
import { compareKeys, effectiveStatus, isUsable } from '../../domain/keys/keyStatus.ts';
import type { ApiKey } from '../../wire/apiKeys.ts';
import type { KeyNote } from './keyNotes.ts';
import type { Member } from '../../wire/members.ts';
import type { ServiceAccount } from '../../wire/serviceAccounts.ts';
import type { AccountRow, KeyRow } from './snapshot.ts';

/** What this editor knows of keys beside the server's rows. */
export interface RowFacts {
  readonly now: Date;
  readonly expiryWarningDays: number;
  readonly rotationWindowDays: number;
  note(keyId: string): KeyNote;
  hasCopy(keyId: string): boolean;
  isCopyLost(keyId: string): boolean;
  placements(keyId: string): KeyRow['placements'];
  retiring(keyId: string): KeyRow['retiring'];
  scopeUse(keyId: string): KeyRow['scopeUse'];
  lent(keyId: string): KeyRow['lent'];
  waits(keyId: string): KeyRow['waits'];
  undoable(keyId: string): boolean;
}

/** What the server says that rows are made of. */
export interface RowSource {
  readonly keys: readonly ApiKey[];
  readonly accounts: readonly ServiceAccount[];
  readonly detail: {
    readonly members: readonly Pick<Member, 'user_id' | 'display_name' | 'email'>[];
  };
}

/** Rows of both trees, sorted as they are shown. */
export function buildRows(
  server: RowSource,
  facts: RowFacts,
): { keys: KeyRow[]; accounts: AccountRow[] } {
  const liveKeys = new Map<string, number>();
  const keys = withNamesakes(server.keys.map(rowMaker(server, facts))).sort(compareKeys);
  for (const { key, status } of keys) {
    const accountId = key.service_account_id;
    if (accountId !== null && isUsable(status)) {
      liveKeys.set(accountId, (liveKeys.get(accountId) ?? 0) + 1);
    }
  }
  const accounts = server.accounts.map((account) => ({
    account,
    liveKeys: liveKeys.get(account.service_account_id) ?? 0,
  }));
  return { keys, accounts };
}

/**
 * The rows with that of one key made anew; the others stay the same objects, but for those whose name it has or had. `undefined` where more than
 * a row would be another: there is none, or the key can be used no longer, so that it stands elsewhere.
 */
export function withRowAnew(
  rows: readonly KeyRow[],
  keyId: string,
  server: RowSource,
  facts: RowFacts,
): KeyRow[] | undefined {
  const at = rows.findIndex(({ key }) => key.api_key_id === keyId);
  const before = rows[at];
  if (!before) return undefined;
  const row = rowMaker(server, facts)(before.key);
  return isUsable(row.status) === isUsable(before.status)
    ? withNamesakes(rows.with(at, row))
    : undefined;
}

function rowMaker(server: RowSource, facts: RowFacts): (key: ApiKey) => KeyRow {
  const members = new Map(server.detail.members.map((member) => [member.user_id, member]));
  const accounts = new Map(server.accounts.map((account) => [account.service_account_id, account]));

  return (key) => {
    const id = key.api_key_id;
    const note = facts.note(id);
    const rotationWindowDays = note.rotationWindowDays ?? facts.rotationWindowDays;
    const lent = facts.lent(id);
    const found = effectiveStatus(key, {
      serviceAccounts: server.accounts,
      now: facts.now,
      expiryWarningDays: facts.expiryWarningDays,
      rotationWindowDays,
    });
    // That a loan ends soon is what it is for.
    const status = lent && found.kind === 'expiring' ? ({ kind: 'active' } as const) : found;
    const account = key.service_account_id ? accounts.get(key.service_account_id) : undefined;
    const creator = key.created_by_user_id ? members.get(key.created_by_user_id) : undefined;
    return {
      key,
      status,
      name: note.name,
      rotationWindowDays,
      accountName: key.service_account_name ?? account?.name,
      accountPurpose: account?.description ?? undefined,
      createdBy: creator?.display_name ?? creator?.email ?? key.created_by_user_id ?? undefined,
      hasCopy: facts.hasCopy(id),
      isCopyLost: facts.isCopyLost(id),
      placements: facts.placements(id),
      retiring: facts.retiring(id),
      scopeUse: facts.scopeUse(id),
      lent,
      waits: facts.waits(id),
      undoable: facts.undoable(id),
    };
  };
}
