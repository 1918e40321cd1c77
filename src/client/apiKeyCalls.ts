import { t } from '@vscode/l10n';
import { Secret } from '../domain/secrets/secret.ts';
import {
  apiKey,
  createdApiKey,
  rotatedApiKey,
  type ApiKey,
  type CreateApiKeyBody,
  type CreatedApiKey,
  type RotateApiKeyBody,
} from '../wire/apiKeys.ts';
import { ApiError } from './apiError.ts';
import type { Call } from './call.ts';
import { listWith } from '../wire/page.ts';
import type { Http } from './http.ts';
import { allPages, rowsOf } from './pages.ts';
import type { Question } from './question.ts';
import { segment } from './segment.ts';
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
  createApiKey(ws: string, body: CreateApiKeyBody, call: Call): Promise<IssuedKey>;
  /**
   * A field left out is inherited, `null` clears; the old secret is dead at once (docs/contract.md,
   * Rotation).
   */
  rotateApiKey(ws: string, keyId: string, body: RotateApiKeyBody, call: Call): Promise<RotatedKey>;
  revokeApiKey(ws: string, keyId: string, call: Call): Promise<ApiKey>;
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
        http.ask({ method: 'GET', path, query: { cursor }, signal }, list),
      );
      reading.keep();
      return rowsOf(
        pages,
        (page) => page.items,
        (row) => row.api_key_id,
      );
    },
    async createApiKey(ws, body, call) {
      const question = { ...call, method: 'POST', path: root(ws), body } as const;
      return issued(question, ws, await http.ask(question, createdApiKey));
    },
    async rotateApiKey(ws, keyId, body, call) {
      const path = `${root(ws)}/${segment(keyId)}:rotate`;
      const question = { ...call, method: 'POST', path, body } as const;
      const answer = await http.ask(question, rotatedApiKey);
      const previous = sameKey(question, answer.previous_api_key, keyId);
      return { ...issued(question, ws, answer), previous };
    },
    async revokeApiKey(ws, keyId, call) {
      const path = `${root(ws)}/${segment(keyId)}:revoke`;
      const question = { ...call, method: 'POST', path } as const;
      return sameKey(question, await http.ask(question, apiKey), keyId);
    },
  };
}

function issued(question: Question, ws: string, answer: CreatedApiKey): IssuedKey {
  const { api_key: row, secret_key: value } = answer;
  if (row.workspace_id !== ws) throw otherAnswer(question, 'api_key.workspace_id');
  if (value === null) return { apiKey: row, secret: null };
  // A secret always begins with its row's prefix (docs/contract.md, Secrets): else it is the answer
  // of another call.
  if (value === '' || value.slice(0, 20) !== row.key_prefix) {
    throw otherAnswer(question, 'api_key.key_prefix');
  }
  return { apiKey: row, secret: new Secret(value) };
}

function sameKey(question: Question, row: ApiKey, keyId: string): ApiKey {
  if (row.api_key_id !== keyId) throw otherAnswer(question, 'api_key_id');
  return row;
}

function otherAnswer(question: Question, place: string): ApiError {
  return new ApiError({
    kind: 'schema',
    method: question.method,
    path: question.path,
    status: 200,
    code: 'other_answer',
    reason: t('The answer belongs to another request: {0} differs.', place),
    details: { at: place },
    mayHaveCommitted: true,
  });
}
