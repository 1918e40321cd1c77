import type { Entry } from '../../../src/lifecycle/journal/entry.ts';

/** An entry of the journal whose request to make a key is about to be sent; `changes` make another one of it. */
export function askedEntry(changes: Partial<Entry> & Pick<Entry, 'id'>): Entry {
  return {
    version: 1,
    operation: 'issue',
    step: 'asked',
    connectionId: 'here',
    workspaceId: 'ws',
    startedAt: new Date(0).toISOString(),
    lease: null,
    waits: null,
    request: { kind: 'create', body: { service_account_id: null, expires_at: null } },
    expected: { serviceAccountId: null, scope: [], expiresAt: null },
    agreedExpiresAt: null,
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
    ...changes,
  };
}
