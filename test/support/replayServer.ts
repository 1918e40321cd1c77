import assert, { AssertionError } from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { Recording } from './recordings.ts';

/** A recorded control plane on a free port of 127.0.0.1. */
export interface ReplayServer {
  readonly url: string;
  /** How many requests came. */
  readonly served: number;
  /** @throws AssertionError with a diff of every request that differed or did not come. */
  close(): Promise<void>;
}

/** What a request is compared by; ids of the request and transport headers do not matter. */
interface Shape {
  readonly request: string;
  readonly identity: Readonly<Record<string, string>>;
  readonly idempotencyKey: string | undefined;
  readonly contentType: string | undefined;
  readonly body: unknown;
}

const IDENTITY = [
  'authorization',
  'x-api-key',
  'x-authenticated-subject',
  'x-authenticated-roles',
  'cf-access-authenticated-user-email',
  'x-subject-id',
  'x-subject-roles',
  'x-tenant-id',
];

/**
 * Expects exactly these exchanges in this order and answers each with its recorded response. A
 * request that differs is answered 400 and remembered; `close` then fails with the difference.
 */
export async function startReplayServer(expected: readonly Recording[]): Promise<ReplayServer> {
  const problems: string[] = [];
  let served = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const came = shapeOf({
      method: request.method ?? '',
      path: request.url ?? '',
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      ),
      body: parse(await text(request)),
    });
    const recording = expected[served++];
    const problem = recording
      ? difference(came, shapeOf(recording.request))
      : `Not expected: ${came.request}`;
    if (problem !== undefined || !recording) {
      problems.push(problem ?? '');
      response.writeHead(400, { 'content-type': 'text/plain' }).end('Not the recorded request');
      return;
    }
    const { status, headers, body } = recording.response;
    const bytes = Buffer.from(bodyText(body));
    response.writeHead(status, { ...headers, 'content-length': String(bytes.length) });
    response.end(bytes);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      problems.push(String(error));
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');

  return {
    url: `http://127.0.0.1:${address.port}`,
    get served() {
      return served;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      for (const { request } of expected.slice(served)) {
        problems.push(`Did not come: ${request.method} ${request.path}`);
      }
      if (problems.length > 0) throw new AssertionError({ message: problems.join('\n\n') });
    },
  };
}

function shapeOf({ method, path, headers, body }: Recording['request']): Shape {
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    request: `${method} ${decodeURIComponent(path)}`,
    identity: Object.fromEntries(
      IDENTITY.flatMap((name) => (lower[name] === undefined ? [] : [[name, lower[name]]])),
    ),
    idempotencyKey: lower['idempotency-key'],
    contentType: lower['content-type'],
    body: body ?? null,
  };
}

function difference(came: Shape, wanted: Shape): string | undefined {
  try {
    assert.deepEqual(came, wanted);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof AssertionError);
    return `The request differs from the recorded one (+ ours, - recorded):\n${error.message}`;
  }
}

function bodyText(body: unknown): string {
  if (body === null || body === undefined) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function parse(body: string): unknown {
  if (body === '') return null;
  try {
    return JSON.parse(body) as unknown;
  } catch {
    // The recordings keep what is not JSON under `raw`.
    return { raw: body };
  }
}
