import { narrowerScope } from '../../domain/keys/lending.ts';
import type { ApiKey } from '../../wire/apiKeys.ts';
import { conclude } from '../drive/conclude.ts';
import type { Outcome } from '../drive/outcome.ts';
import { findEntry, resume } from '../drive/resume.ts';
import { start, type OperationOptions } from '../drive/start.ts';
import type { LifecycleContext } from '../context.ts';
import { isTooSoon, recognisable } from '../model/expiry.ts';

/** How long a loan can last: never longer than an hour, which the server itself holds it to. */
export const loanMinutes = [15, 30, 60] as const;
export type LoanMinutes = (typeof loanMinutes)[number];

export interface LoanRequest {
  readonly connectionId: string;
  readonly workspaceId: string;
  /** The key whose place it takes: the loan has its service account, and at most its scopes and life. */
  readonly key: ApiKey;
  readonly scope: readonly string[];
  readonly minutes: LoanMinutes;
  /** Who gets it, in words; for the ledger and for other windows. */
  readonly borrower: string;
}

/**
 * Makes a short-lived key with fewer rights for somebody else's session: `lent`, with its secret,
 * which is kept nowhere. The journal holds the loan until `endLoan`, its time, or a recovery after
 * this window is gone, each of which revokes it; the expiry that the server knows is behind all of
 * them. @throws UserFacingError for scopes that the key does not have
 */
export async function lend(
  lifecycle: LifecycleContext,
  { connectionId, workspaceId, key, scope, minutes, borrower }: LoanRequest,
  options: OperationOptions = {},
): Promise<Outcome> {
  const narrow = narrowerScope(key.scope, scope);
  const now = lifecycle.ports.serverTime(connectionId);
  const inTime = new Date(now.getTime() + minutes * 60_000).toISOString();
  const ownEnd = key.expires_at === null ? inTime : new Date(key.expires_at).toISOString();
  // As times: as texts the year 10000, which is written with a sign, comes before every other.
  const agreed = new Date(ownEnd) < new Date(inTime) ? ownEnd : inTime;
  if (isTooSoon(agreed, now)) return { kind: 'needs-expiry' };
  const expires = recognisable(agreed);
  const serviceAccountId = key.service_account_id;
  const run = await start(
    lifecycle,
    {
      operation: 'lend',
      connectionId,
      workspaceId,
      request: {
        kind: 'create',
        body: { service_account_id: serviceAccountId, scope: narrow, expires_at: expires },
      },
      expected: { serviceAccountId, scope: narrow, expiresAt: expires },
      agreedExpiresAt: agreed,
      loan: { fromKeyId: key.api_key_id, borrower, minutes },
    },
    options,
  );
  return 'kind' in run ? run : conclude(run, options.progress);
}

/**
 * Ends a loan of this window, or one whose window is gone: `loan-ended`, or `waiting` while the
 * server cannot be asked. `busy`: it belongs to another window that is open; its key can be revoked.
 */
export async function endLoan(
  lifecycle: LifecycleContext,
  { connectionId, keyId }: { readonly connectionId: string; readonly keyId: string },
  { signal, progress }: OperationOptions = {},
): Promise<Outcome> {
  const entry = await findEntry(
    lifecycle,
    ({ operation, step, issued, connectionId: of }) =>
      operation === 'lend' && step === 'lent' && of === connectionId && issued?.keyId === keyId,
  );
  if (!entry) return { kind: 'nothing-to-do' };
  const run = await resume(lifecycle, entry, { signal });
  return 'kind' in run ? run : conclude(run, progress);
}
