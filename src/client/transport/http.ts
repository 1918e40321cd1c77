import { t } from '@vscode/l10n';
import type * as z from 'zod/mini';
import { apiRoot } from '../../domain/text/baseUrl.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import { isSuccess, readData, responseError, type ApiResponse } from './response.ts';
import { ApiError } from '../apiError.ts';
import { attempt, readWhole, type Opened } from './request.ts';
import { createCircuit, type Circuit, type CircuitOutcome } from './circuit.ts';
import { isTlsCode } from './failure.ts';
import { asksForPatience } from './patience.ts';
import type { ApiRequest } from './apiRequest.ts';
import { withRetry } from './retry.ts';
import type { InProcessApp } from './messages.ts';
import type { ServerClock } from './serverClock.ts';

/** How one control plane is reached. */
export interface Endpoint {
  /** What the person gave; `/api/v1` is appended. */
  readonly baseUrl: string;
  /** What the edge before the control plane wants to see; read anew for every attempt. */
  headers(): Promise<Readonly<Record<string, Secret | string>>>;
  /** For one attempt; a GET never takes longer in total, a POST twice as long. */
  readonly timeoutMs: number;
  /** The embedded control plane: called instead of the network. */
  readonly fetch?: InProcessApp | undefined;
  /** Shared between the two planes of one connection; own one if left out. */
  readonly circuit?: Circuit | undefined;
  /** Learns the time from every answer. */
  readonly clock?: ServerClock | undefined;
}

export interface Http {
  /** Asks, retries where that is safe, and returns `data`. @throws ApiError */
  send<T>(request: ApiRequest, schema: z.ZodMiniType<T>): Promise<T>;
  /** Same, but hands over a 2xx unread once its headers are there. @throws ApiError */
  open(request: ApiRequest): Promise<Opened>;
  readonly circuit: Circuit;
  readonly timeoutMs: number;
}

/** @throws UserFacingError for an address to which no credential may be sent. */
export function createHttp(endpoint: Endpoint): Http {
  const root = apiRoot(endpoint.baseUrl, endpoint.fetch !== undefined);
  const circuit = endpoint.circuit ?? createCircuit();

  async function whole(request: ApiRequest, opened: Opened): Promise<ApiResponse> {
    try {
      return await readWhole(request, opened);
    } finally {
      opened.deadline.stop();
    }
  }

  async function sending<T>(request: ApiRequest, schema: z.ZodMiniType<T>, limitMs: number) {
    const opened = await attempt(endpoint, root, request, limitMs);
    const response = await whole(request, opened);
    // Only its own answers tell the control plane's time: the page of a proxy has the clock of that, and
    // what a cache has kept was written at another time.
    let isOwn = !(Number(opened.incoming.header('age')) > 0);
    try {
      return await readData(request, response, schema);
    } catch (error) {
      isOwn &&= error instanceof ApiError && error.kind === 'refused';
      throw error;
    } finally {
      const { incoming, askedAt, cameAt } = opened;
      if (isOwn) endpoint.clock?.heard(incoming.header('date'), askedAt, cameAt);
    }
  }

  async function opening(request: ApiRequest, limitMs: number): Promise<Opened> {
    const opened = await attempt(endpoint, root, request, limitMs);
    if (isSuccess(opened.incoming.status)) return opened;
    throw responseError(request, await whole(request, opened));
  }

  async function guarded<T>(request: ApiRequest, once: (ms: number) => Promise<T>): Promise<T> {
    const deliberate = request.method !== 'GET';
    const pauseMs = circuit.enter(deliberate);
    if (pauseMs !== undefined) throw circuitOpen(request, pauseMs, circuit.isAsked());
    let outcome: CircuitOutcome = 'answered';
    let askedMs = 0;
    try {
      return await withRetry((leftMs) => once(Math.min(endpoint.timeoutMs, leftMs)), {
        repeatable: !deliberate || request.idempotencyKey !== undefined,
        budgetMs: deliberate ? endpoint.timeoutMs * 2 : endpoint.timeoutMs,
        signal: request.signal,
        onWait: request.onWait,
      });
    } catch (error) {
      outcome = outcomeOf(error);
      // How often runs may be started says nothing about reading.
      if (!deliberate) askedMs = askedWait(error);
      throw error;
    } finally {
      circuit.leave(outcome, askedMs);
    }
  }

  return {
    circuit,
    timeoutMs: endpoint.timeoutMs,
    send: (request, schema) => guarded(request, (ms) => sending(request, schema, ms)),
    open: (request) => guarded(request, (ms) => opening(request, ms)),
  };
}

function outcomeOf(error: unknown): CircuitOutcome {
  if (!(error instanceof ApiError)) return 'unknown';
  if (error.kind === 'timeout') return 'unreachable';
  if (error.kind === 'network') {
    // A refused certificate comes at once: there is no wait to be spared, and a reason to be told.
    return error.mayHaveCommitted || isTlsCode(error.code) ? 'unknown' : 'unreachable';
  }
  return error.kind === 'aborted' ? 'unknown' : 'answered';
}

/**
 * Milliseconds for which what answered a read wants no other. Our own plane says so of its disk, which
 * somebody may be freeing right now.
 */
function askedWait(error: unknown): number {
  const isAsked =
    error instanceof ApiError && error.code !== 'storage_unavailable' && asksForPatience(error);
  return isAsked ? (error.retryAfterSeconds ?? 0) * 1000 : 0;
}

function circuitOpen(request: ApiRequest, pauseMs: number, isAsked: boolean): ApiError {
  return new ApiError({
    kind: 'circuit-open',
    method: request.method,
    path: request.path,
    status: undefined,
    code: isAsked ? 'asked_to_wait' : 'circuit_open',
    reason: t('The server is given a pause.'),
    details: { retry_after_seconds: Math.ceil(pauseMs / 1000) },
    mayHaveCommitted: false,
  });
}
