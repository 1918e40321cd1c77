import * as z from 'zod/mini';
import { instantText } from './instant.ts';
import { listOf } from './page.ts';
import { apiKeyScopes, type ApiKeyScope } from './scopes.ts';
import {
  label,
  labelOrNull,
  type OpenString,
  openString,
  textOrNull,
  trimmedText,
} from './text.ts';

/**
 * The server's row of a key, never its secret. `status` is not what the key can do (expiry is
 * written lazily, see domain/keyStatus); `updated_at` moves at every use; an empty `scope` is
 * *full access*; `service_account_name` is filled only in the list (docs/contract.md, API keys).
 */
export const apiKey = z.looseObject({
  api_key_id: label,
  workspace_id: label,
  tenant_id: z.optional(label),
  service_account_id: labelOrNull,
  service_account_name: labelOrNull,
  key_prefix: label,
  scope: z.array(openString<ApiKeyScope>()),
  status: openString<'active' | 'revoked' | 'expired' | 'disabled'>(),
  created_by_user_id: labelOrNull,
  last_used_at: labelOrNull,
  expires_at: labelOrNull,
  revoked_at: labelOrNull,
  created_at: label,
  updated_at: z.optional(label),
});
export type ApiKey = z.infer<typeof apiKey>;

/** `GET …/{ws}/api-keys`: all statuses, newest first. */
export const apiKeyList = listOf(apiKey);

const acceptedScopes: ReadonlySet<unknown> = new Set(apiKeyScopes);

/**
 * A body's scopes: trimmed, without duplicates, in the order sent. An unsupported one is an issue
 * of code `custom` at `scope.<n>`; everything else wrong with the array has another code.
 */
const requestedScopes = z.pipe(
  z.array(
    z.pipe(
      trimmedText,
      z.custom<OpenString<ApiKeyScope>>((scope) => acceptedScopes.has(scope), 'Unsupported scope.'),
    ),
  ),
  z.transform((scopes) => [...new Set(scopes)]),
);

/** `''` clears like `null` does. */
const idOrNull = z.optional(
  z.nullable(
    z.pipe(
      z.string(),
      z.transform((id) => (id.trim() === '' ? null : id.trim())),
    ),
  ),
);

/** Anything `Date.parse` takes, stored as UTC that sorts by time; `''` is never, like `null`. */
const expiry = z.optional(
  z.nullable(
    z.pipe(
      z.string().check(z.refine((text) => text.trim() === '' || !Number.isNaN(Date.parse(text)))),
      z.transform((text) => (text.trim() === '' ? null : instantText(Date.parse(text)))),
    ),
  ),
);

/**
 * `POST …/{ws}/api-keys`, normalised as the server does before it hashes the payload. Everything is
 * optional there: `{}` is a key without expiry and with full access, which Keyrail never sends.
 */
export const createApiKeyBody = z.object({
  service_account_id: idOrNull,
  scope: z.optional(requestedScopes),
  expires_at: expiry,
});
export type CreateApiKeyBody = z.infer<typeof createApiKeyBody>;

/**
 * `POST …/{ws}/api-keys/{id}:rotate`: a missing field is inherited, `null` clears, `[]` is full
 * access.
 */
export const rotateApiKeyBody = z.object({
  service_account_id: idOrNull,
  scope: z.optional(requestedScopes),
  expires_at: expiry,
});
export type RotateApiKeyBody = z.infer<typeof rotateApiKeyBody>;

/**
 * The only moment at which the secret exists on the wire; `null` on an idempotent replay
 * (docs/contract.md, Idempotency).
 */
const secretOnce = textOrNull;

/** The answer of create, 201 with the secret or 200 without it. */
export const createdApiKey = z.looseObject({ api_key: apiKey, secret_key: secretOnce });
export type CreatedApiKey = z.infer<typeof createdApiKey>;

/** The answer of rotate; the lineage is stored nowhere else. Revoke answers the bare key. */
export const rotatedApiKey = z.looseObject({
  previous_api_key: apiKey,
  api_key: apiKey,
  secret_key: secretOnce,
  rotated_from_api_key_id: z.string(),
});
export type RotatedApiKey = z.infer<typeof rotatedApiKey>;
