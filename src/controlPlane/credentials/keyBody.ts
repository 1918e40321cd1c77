import {
  createApiKeyBody,
  rotateApiKeyBody,
  type CreateApiKeyBody,
  type RotateApiKeyBody,
} from '../../wire/apiKeys.ts';
import { apiKeyScopes } from '../../wire/scopes.ts';
import { parseBody, type Explain } from '../jsonBody.ts';
import { invalid } from '../httpError.ts';

/** The body of create, normalised. @throws HttpError 400; a key must name what it may do. */
export function createBody(body: unknown): CreateApiKeyBody & { scope: string[] } {
  const { scope, ...rest } = parseBody(createApiKeyBody, body, explainTo(body));
  if (scope === undefined || scope.length === 0) throw emptyScope();
  return { ...rest, scope };
}

/** The body of rotate, normalised: a field that is missing stays missing, because it means *inherit*. */
export function rotateBody(body: unknown): RotateApiKeyBody {
  const parsed = parseBody(rotateApiKeyBody, body, explainTo(body));
  if (parsed.scope?.length === 0) throw emptyScope();
  return parsed;
}

/** @throws HttpError 400. Only for a first request: a repetition after the expiry is still a repetition. */
export function refusePast(expiresAt: string | null | undefined, now: Date): void {
  if (expiresAt && expiresAt <= now.toISOString()) {
    throw invalid('expires_at must be in the future');
  }
}

function explainTo(body: unknown): Explain {
  return (path, issue) => {
    if (path.startsWith('scope.') && issue.code === 'custom') {
      return invalid('scope contains an unsupported workspace API key permission', {
        scope: at(body, issue.path),
        allowed_scopes: apiKeyScopes,
      });
    }
    if (path.startsWith('scope')) return 'scope must be an array of non-empty strings';
    return path === 'service_account_id'
      ? 'service_account_id must be a string when provided'
      : 'expires_at must be a valid RFC3339 datetime';
  };
}

/** What the body holds at a path, trimmed if it is text. */
function at(body: unknown, path: readonly PropertyKey[]): unknown {
  let value = body;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, step);
  }
  return typeof value === 'string' ? value.trim() : value;
}

/** On the real server an empty scope means full access; here it is never what somebody meant. */
function emptyScope(): Error {
  return invalid('scope must name at least one permission: an empty scope grants nothing', {
    allowed_scopes: apiKeyScopes,
  });
}
