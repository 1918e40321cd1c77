import { randomBytes } from 'node:crypto';
import { t } from '@vscode/l10n';
import type { Secret } from '../../domain/secrets/secret.ts';
import { damaged, type ApiResponse } from './response.ts';
import { ApiError } from '../apiError.ts';
import { startDeadline, type Deadline } from './deadline.ts';
import { codeOf, damagedAnswer, failure } from './failure.ts';
import { composeHeaders } from './headers.ts';
import type { ApiRequest } from './apiRequest.ts';
import { sendInProcess } from './inProcess.ts';
import type { Incoming, InProcessApp, Outgoing } from './messages.ts';
import type { ServerClock } from './serverClock.ts';

/** An opened answer that is still flowing: whoever takes it stops its deadline. */
export interface Opened {
  readonly incoming: Incoming;
  readonly deadline: Deadline;
  readonly requestId: string;
  readonly secrets: readonly string[];
  /** By this machine's clock, in milliseconds since 1970. */
  readonly askedAt: number;
  readonly cameAt: number;
  /** The control plane's time, as far as it is known, in the same. */
  readonly now: number;
}

/** The part of an endpoint that one attempt needs. */
interface RequestTarget {
  headers(): Promise<Readonly<Record<string, Secret | string>>>;
  readonly fetch?: InProcessApp | undefined;
  readonly clock?: ServerClock | undefined;
}

/**
 * Sends a request once and hands over the answer as soon as its headers are there.
 * @throws ApiError, or whatever `endpoint.headers` threw.
 */
export async function attempt(
  endpoint: RequestTarget,
  root: string,
  request: ApiRequest,
  limitMs: number,
): Promise<Opened> {
  const requestId = `req_${randomBytes(12).toString('hex')}`;
  const deadline = startDeadline(limitMs, request.signal);
  let handedOver = false;
  try {
    const given = await deadline.race(endpoint.headers());
    const { headers, secrets } = composeHeaders(given, request, requestId);
    handedOver = !deadline.signal.aborted;
    const url = urlOf(root, request);
    const askedAt = Date.now();
    const incoming = await deadline.race(
      dispatch(request, { url, headers, signal: deadline.signal, app: endpoint.fetch }),
    );
    const cameAt = Date.now();
    const now = endpoint.clock?.now().getTime() ?? cameAt;
    return { incoming, deadline, requestId, secrets, askedAt, cameAt, now };
  } catch (error) {
    const cause = deadline.cause();
    deadline.stop();
    // Before the hand-over nothing was sent: the error is the header source's own.
    if (!handedOver && cause === undefined) throw error;
    throw failure(request, error, cause, requestId, handedOver);
  }
}

/** Reads an opened answer to its end, at most 5 MiB. @throws ApiError */
export async function readWhole(request: ApiRequest, opened: Opened): Promise<ApiResponse> {
  const { incoming, deadline, requestId, secrets, now } = opened;
  const head: ApiResponse = {
    bytes: new Uint8Array(),
    status: incoming.status,
    contentType: incoming.header('content-type') ?? '',
    location: incoming.header('location'),
    waitSeconds: incoming.waitSeconds(now),
    requestId,
    secrets,
  };
  try {
    const bytes = await deadline.race(readBody(request, incoming, requestId));
    return { ...head, bytes, json: incoming.json };
  } catch (error) {
    if (error instanceof ApiError) throw error;
    const cause = deadline.cause();
    const code = codeOf(error);
    if (cause === undefined && damagedAnswer.test(code)) throw damaged(request, head, code);
    throw failure(request, error, cause, requestId, true);
  }
}

function urlOf(root: string, request: ApiRequest): string {
  const given = Object.entries(request.query ?? {});
  const query = given.flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return `${root}${request.path}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}

/**
 * Sends one request, once, and follows no redirect: to the app in this process where there is one,
 * else over the network, whose client is loaded at first use. Never throws for a status. Whatever it
 * throws may hold a credential and must die in `failure`.
 */
async function dispatch(request: ApiRequest, outgoing: Outgoing): Promise<Incoming> {
  if (outgoing.app) return sendInProcess(outgoing.app, request, outgoing);
  const { sendOverHttp } = await import('./overHttp.ts');
  return sendOverHttp(request, outgoing);
}

/** Counted after decompression: what matters is what would have to be held. */
const REPLY_LIMIT_BYTES = 5 * 1024 * 1024;

/** The whole body. Leaving the loop early ends the connection. @throws ApiError when too large */
async function readBody(
  request: ApiRequest,
  incoming: Incoming,
  requestId: string,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of incoming.body) {
    size += chunk.byteLength;
    if (size > REPLY_LIMIT_BYTES) {
      throw new ApiError({
        kind: 'too-large',
        method: request.method,
        path: request.path,
        status: incoming.status,
        code: 'reply_too_large',
        reason: t('The answer is larger than {0} MiB.', REPLY_LIMIT_BYTES / 1024 / 1024),
        requestId,
        mayHaveCommitted: request.method !== 'GET',
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
