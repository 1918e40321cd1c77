import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { inspect } from 'node:util';
import * as z from 'zod/mini';
import { createHttp } from '../../../src/client/transport/http.ts';
import { createManagementClient } from '../../../src/client/api/managementClient.ts';
import { createRuntimeClient } from '../../../src/client/api/runtimeClient.ts';
import { explain } from '../../../src/client/explain.ts';
import { ApiError } from '../../../src/client/apiError.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { closeAllListening, listenHttp } from '../../support/listen.ts';

const gate = 'gate-Pa55phrase-0f9e8d7c';
const value = `grk_live_mwsgtj14d65e2a76e4d54187_${'c0ffee00'.repeat(6)}`;
const issuedValue = `krl_local_mwsgtj14d65e2a76e4d54_${'decafbad'.repeat(6)}`;
const secrets = [gate, value, issuedValue];

/** What a hostile or confused server may do with what it was sent, or with what it issued. */
const servers: Record<string, RequestListener> = {
  'echoes headers in a refusal': (request, response) => {
    const { authorization, 'x-gate': sent } = request.headers;
    const message = `You sent ${authorization} and ${String(sent)}`;
    const details = { headers: request.headers, [String(sent)]: [authorization] };
    response.writeHead(403).end(
      JSON.stringify({
        error: { code: String(sent), message, details },
        meta: { request_id: String(sent) },
      }),
    );
  },
  'echoes headers in plain text': (request, response) => {
    response.writeHead(502, {
      'content-type': `text/plain; x=${String(request.headers['x-gate'])}`,
    });
    response.end(
      `Bad gateway ${String(request.headers['x-gate'])} ${request.headers.authorization}`,
    );
  },
  'puts headers into a redirect': (request, response) => {
    const location = `https://${String(request.headers['x-gate'])}.example/?t=${value}`;
    response.writeHead(302, { location }).end();
  },
  'cuts the answer with the secret': (_request, response) => {
    response.writeHead(201, { 'content-length': '900', 'content-type': 'text/plain' });
    response.write(`{"data":{"secret_key":"${issuedValue}"`, () =>
      response.socket?.resetAndDestroy(),
    );
  },
  'truncates the answer with the secret': (_request, response) => {
    response.writeHead(201, { 'content-type': 'text/plain' }).end(`"${issuedValue}`);
  },
  'gives the secret a wrong place': (_request, response) => {
    response.end(
      JSON.stringify({ data: { api_key: issuedValue, secret_key: { [issuedValue]: 1 } } }),
    );
  },
  'gives the secret of another key': (_request, response) => {
    const api_key = {
      api_key_id: 'key_1',
      workspace_id: 'ws',
      key_prefix: 'krl_local_other00000',
      scope: [],
      status: 'active',
      created_at: '',
    };
    response.end(JSON.stringify({ data: { api_key, secret_key: issuedValue } }));
  },
  'hides the secret between invisible characters': (_request, response) => {
    const message = value.split('').join('\u200b');
    response.writeHead(400).end(JSON.stringify({ error: { code: 'x', message } }));
  },
  'never answers': () => undefined,
  'cuts the connection': (request) => {
    request.socket.resetAndDestroy();
  },
};

function everythingIn(error: ApiError): string {
  return [
    inspect(error, { depth: null, showHidden: true, getters: true }),
    JSON.stringify(error),
    JSON.stringify(Object.getOwnPropertyDescriptors(error)),
    String(error),
    error.stack,
    inspect(error.cause, { depth: null, showHidden: true }),
    JSON.stringify(explain(error)),
  ].join('\n');
}

describe('client: leaks', () => {
  afterEach(closeAllListening);

  for (const [behaviour, listener] of Object.entries(servers)) {
    it(`shows no secret when a server ${behaviour}`, async () => {
      const server = await listenHttp(listener);
      const http = createHttp({
        baseUrl: server.url,
        headers: async () => ({ 'X-Gate': new Secret(gate) }),
        timeoutMs: 150,
      });
      const call = { idempotencyKey: 'k' };
      const runtime = createRuntimeClient(http, new Secret(value));
      const calls = [
        createManagementClient(http).createApiKey('ws', { scope: ['runs:write'] }, call),
        createManagementClient(http).exportAudit('ws', { format: 'jsonl' }),
        runtime.createRun({ input: { kind: 'x', text: value } }, call),
        runtime.probe(),
        http.send({ method: 'GET', path: '/x', secret: new Secret(value) }, z.string()),
      ];
      for (const outcome of await Promise.allSettled(calls)) {
        const error: unknown =
          outcome.status === 'rejected'
            ? outcome.reason
            : typeof outcome.value === 'object' && 'error' in outcome.value && outcome.value.error;
        assert.ok(error instanceof ApiError);
        const all = everythingIn(error);
        for (const secret of secrets) {
          for (const form of [
            secret,
            secret.slice(0, 24),
            Buffer.from(secret).toString('base64'),
          ]) {
            assert.ok(!all.includes(form), `${behaviour}: ${error.kind} shows a secret`);
          }
        }
        assert.equal(error.cause, undefined);
      }
      await server.close();
    });
  }
});
