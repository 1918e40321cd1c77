import type { NewAuditEvent } from '../audit/audit.ts';
import type { ApiCall } from '../exchange.ts';
import { invalid, HttpError } from '../httpError.ts';
import type { VerifiedKey } from '../workspaces/requestContext.ts';

/** The secret a runtime call presents, in either header. @throws HttpError when the two differ. */
export function presentedSecret(call: ApiCall): string | undefined {
  const bearer = /^bearer +(\S+) *$/i.exec(call.header('authorization') ?? '')?.[1];
  const direct = call.header('x-api-key')?.trim();
  if (bearer !== undefined && direct && direct !== bearer) {
    throw invalid('Authorization bearer token and X-API-Key must match when both are provided');
  }
  return bearer ?? (direct === '' ? undefined : direct);
}

/** @throws HttpError 403 when the key lacks the scope. An empty scope grants nothing here. */
export function requireScope(key: VerifiedKey, scope: string): void {
  if (key.scope.includes(scope)) return;
  throw new HttpError(
    403,
    'workspace_api_key_scope_denied',
    'Workspace API key is missing the required runtime scope',
    { required_scopes: [scope], granted_scopes: key.scope, api_key_id: key.apiKeyId },
  );
}

/** A key as the actor of an audit event: a machine is not called a person here. */
export function callerOf({ subject }: Pick<VerifiedKey, 'subject'>): NewAuditEvent['actor'] {
  return {
    type: subject.startsWith('service_account:') ? 'service_account' : 'api_key',
    ref: subject,
  };
}
