import type { LedgerEvent, LedgerKind } from '../ledger/ledger.ts';
import type { LifecycleContext } from '../context.ts';
import type { Run } from './run.ts';

type Where = 'kind' | 'connectionId' | 'workspaceId';

const unsaid = { keyId: null, keyPrefix: null, operationId: null, detail: null };

/** Writes to the ledger; a disk that refuses is told and stops nothing. What is left out is `null`. */
export async function record(
  lifecycle: LifecycleContext,
  ...events: readonly (Pick<LedgerEvent, Where> & Partial<Omit<LedgerEvent, 'at' | Where>>)[]
): Promise<void> {
  try {
    await lifecycle.ledger.record(...events.map((event) => ({ ...unsaid, ...event })));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    lifecycle.ports.notify({ kind: 'ledger-behind', reason });
  }
}

/** The same for an operation under way. `key` defaults to the key that the operation made. */
export async function note(
  run: Run,
  kind: LedgerKind | readonly LedgerKind[],
  key: Subject = run.lease.entry.issued,
  detail: string | null = null,
): Promise<void> {
  const { connectionId, workspaceId, id } = run.lease.entry;
  const kinds = typeof kind === 'string' ? [kind] : kind;
  const events = kinds.map((each) => ({
    kind: each,
    connectionId,
    workspaceId,
    keyId: key?.keyId ?? null,
    keyPrefix: key?.keyPrefix ?? null,
    operationId: id,
    detail,
  }));
  await record(run.lifecycle, ...events);
}

type Subject = { readonly keyId: string; readonly keyPrefix: string | null } | null;
