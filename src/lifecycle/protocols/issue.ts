import type { ApiKeyScope } from '../../wire/scopes.ts';
import { conclude } from '../drive/conclude.ts';
import { isTooSoon, recognisable } from '../model/expiry.ts';
import type { Outcome } from '../drive/outcome.ts';
import type { LifecycleContext } from '../context.ts';
import { start, type OperationOptions } from '../drive/start.ts';

/** At least one scope; full access, which is an empty one on the server, has to be said. */
export type WantedScope = readonly [ApiKeyScope, ...ApiKeyScope[]] | 'full-access';

export interface IssueRequest {
  readonly connectionId: string;
  readonly workspaceId: string;
  readonly serviceAccountId: string | null;
  readonly scope: WantedScope;
  /** ISO time, sent up to a minute earlier; `null` = never. */
  readonly expiresAt: string | null;
}

/** Makes a key and keeps its secret: `kept`, `not-kept`, or why not. */
export async function issue(
  lifecycle: LifecycleContext,
  { connectionId, workspaceId, serviceAccountId, scope, expiresAt }: IssueRequest,
  options: OperationOptions = {},
): Promise<Outcome> {
  if (isTooSoon(expiresAt, lifecycle.ports.serverTime(connectionId)))
    return { kind: 'needs-expiry' };
  const expires = recognisable(expiresAt);
  const run = await start(
    lifecycle,
    {
      operation: 'issue',
      connectionId,
      workspaceId,
      request: {
        kind: 'create',
        body: { service_account_id: serviceAccountId, ...scopeField(scope), expires_at: expires },
      },
      expected: { serviceAccountId, scope: scopeList(scope), expiresAt: expires },
      agreedExpiresAt: expiresAt,
    },
    options,
  );
  return 'kind' in run ? run : conclude(run, options.progress);
}

/** An empty scope is never sent: it is left out, and only where full access was agreed to. */
export function scopeField(scope: readonly string[] | 'full-access'): { scope?: string[] } {
  return scope === 'full-access' ? {} : { scope: [...scope] };
}

export function scopeList(scope: readonly string[] | 'full-access'): string[] {
  return scope === 'full-access' ? [] : [...scope];
}
