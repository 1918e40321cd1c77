import { t } from '@vscode/l10n';
import { Secret } from '../../domain/secrets/secret.ts';
import {
  apiKey,
  createdApiKey,
  rotatedApiKey,
  type ApiKey,
  type CreateApiKeyBody,
  type CreatedApiKey,
  type RotateApiKeyBody,
} from '../../wire/apiKeys.ts';
import { ApiError } from '../apiError.ts';
import type { PostOptions } from '../transport/apiRequest.ts';
import { listWith } from '../../wire/page.ts';
import type { Http } from '../transport/http.ts';
import { allPages, rowsOf, segment } from './pages.ts';
import type { ApiRequest } from '../transport/apiRequest.ts';
import { createSteadyRows } from './steadyRows.ts';

export interface IssuedKey {
  readonly apiKey: ApiKey;
  /** `null` = an idempotent replay: the first answer, and with it the secret, was lost. */
  readonly secret: Secret | null;
}

export interface RotatedKey extends IssuedKey {
  readonly previous: ApiKey;
}

export interface ApiKeyCalls {
  apiKeys(ws: string, signal?: AbortSignal): Promise<ApiKey[]>;
  createApiKey(ws: string, body: CreateApiKeyBody, call: PostOptions): Promise<IssuedKey>;
  /**
   * A field left out is inherited, `null` clears; the old secret is dead at once (docs/contract.md,
   * Rotation).
   */
  rotateApiKey(
    ws: string,
    keyId: string,
    body: RotateApiKeyBody,
    call: PostOptions,
  ): Promise<RotatedKey>;
  revokeApiKey(ws: string, keyId: string, call: PostOptions): Promise<ApiKey>;
}

export function apiKeyCalls(http: Http): ApiKeyCalls {
  const root = (ws: string) => `/saas/workspaces/${segment(ws)}/api-keys`;
  const rows = createSteadyRows(apiKey, 'api_key_id');
  return {
    async apiKeys(ws, signal) {
      const path = root(ws);
      const reading = rows.begin();
      const list = listWith(reading.schema);
      const pages = await allPages(path, (cursor) =>
        http.send({ method: 'GET', path, query: { cursor }, signal }, list),
      );
      reading.keep();
      return rowsOf(
        pages,
        (page) => page.items,
        (row) => row.api_key_id,
      );
    },
    async createApiKey(ws, body, call) {
      const request = { ...call, method: 'POST', path: root(ws), body } as const;
      return issued(request, ws, await http.send(request, createdApiKey));
    },
    async rotateApiKey(ws, keyId, body, call) {
      const path = `${root(ws)}/${segment(keyId)}:rotate`;
      const request = { ...call, method: 'POST', path, body } as const;
      const response = await http.send(request, rotatedApiKey);
      const previous = sameKey(request, response.previous_api_key, keyId);
      return { ...issued(request, ws, response), previous };
    },
    async revokeApiKey(ws, keyId, call) {
      const path = `${root(ws)}/${segment(keyId)}:revoke`;
      const request = { ...call, method: 'POST', path } as const;
      return sameKey(request, await http.send(request, apiKey), keyId);
    },
  };
}

function issued(request: ApiRequest, ws: string, response: CreatedApiKey): IssuedKey {
  const { api_key: row, secret_key: value } = response;
  if (row.workspace_id !== ws) throw otherAnswer(request, 'api_key.workspace_id');
  if (value === null) return { apiKey: row, secret: null };
  // A secret always begins with its row's prefix (docs/contract.md, Secrets): else it is the answer
  // of another call.
  if (value === '' || value.slice(0, 20) !== row.key_prefix) {
    throw otherAnswer(request, 'api_key.key_prefix');
  }
  return { apiKey: row, secret: new Secret(value) };
}

function sameKey(request: ApiRequest, row: ApiKey, keyId: string): ApiKey {
  if (row.api_key_id !== keyId) throw otherAnswer(request, 'api_key_id');
  return row;
}

function otherAnswer(request: ApiRequest, place: string): ApiError {
  return new ApiError({
    kind: 'schema',
    method: request.method,
    path: request.path,
    status: 200,
    code: 'other_answer',
    reason: t('The answer belongs to another request: {0} differs.', place),
    details: { at: place },
    mayHaveCommitted: true,
  });
}
