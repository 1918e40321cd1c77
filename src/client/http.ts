import { t } from '@vscode/l10n';
import type * as z from 'zod/mini';
import { apiRoot } from '../domain/text/baseUrl.ts';
import type { Secret } from '../domain/secrets/secret.ts';
import { isSuccess, readData, refusal, type Answer } from './answer.ts';
import { ApiError } from './apiError.ts';
import { attempt, readWhole, type Opened } from './attempt.ts';
import { createCircuit, type Circuit, type Outcome } from './circuit.ts';
import { isTlsCode } from './failure.ts';
import type { Question } from './question.ts';
import { withRetry } from './retry.ts';
import type { App } from './sent.ts';
import type { ServerClock } from './serverClock.ts';

/** How one control plane is reached. */
export interface Edge {
  /** What the person gave; `/api/v1` is appended. */
  readonly baseUrl: string;
  /** What the edge before the control plane wants to see; read anew for every attempt. */
  headers(): Promise<Readonly<Record<string, Secret | string>>>;
  /** For one attempt; a GET never takes longer in total, a POST twice as long. */
  readonly timeoutMs: number;
  /** The embedded control plane: called instead of the network. */
  readonly fetch?: App | undefined;
  /** Shared between the two planes of one connection; own one if left out. */
  readonly circuit?: Circuit | undefined;
  /** Learns the time from every answer. */
  readonly clock?: ServerClock | undefined;
}

export interface Http {
  /** Asks, retries where that is safe, and returns `data`. @throws ApiError */
  ask<T>(question: Question, schema: z.ZodMiniType<T>): Promise<T>;
  /** Same, but hands over a 2xx unread once its headers are there. @throws ApiError */
  open(question: Question): Promise<Opened>;
  readonly circuit: Circuit;
  readonly timeoutMs: number;
}

/** @throws UserFacingError for an address to which no credential may be sent. */
export function createHttp(edge: Edge): Http {
  const root = apiRoot(edge.baseUrl, edge.fetch !== undefined);
  const circuit = edge.circuit ?? createCircuit();

  async function whole(question: Question, limitMs: number): Promise<Answer> {
    const opened = await attempt(edge, root, question, limitMs);
    try {
      return await readWhole(question, opened);
    } finally {
      opened.deadline.stop();
    }
  }

  async function opening(question: Question, limitMs: number): Promise<Opened> {
    const opened = await attempt(edge, root, question, limitMs);
    if (isSuccess(opened.incoming.status)) return opened;
    try {
      throw refusal(question, await readWhole(question, opened));
    } finally {
      opened.deadline.stop();
    }
  }

  async function guarded<T>(question: Question, once: (ms: number) => Promise<T>): Promise<T> {
    const deliberate = question.method !== 'GET';
    const pauseMs = circuit.enter(deliberate);
    if (pauseMs !== undefined) throw circuitOpen(question, pauseMs);
    let outcome: Outcome = 'answered';
    try {
      return await withRetry((leftMs) => once(Math.min(edge.timeoutMs, leftMs)), {
        repeatable: !deliberate || question.idempotencyKey !== undefined,
        budgetMs: deliberate ? edge.timeoutMs * 2 : edge.timeoutMs,
        signal: question.signal,
        onWait: question.onWait,
      });
    } catch (error) {
      outcome = outcomeOf(error);
      throw error;
    } finally {
      circuit.leave(outcome);
    }
  }

  return {
    circuit,
    timeoutMs: edge.timeoutMs,
    ask: (question, schema) =>
      guarded(question, async (ms) => readData(question, await whole(question, ms), schema)),
    open: (question) => guarded(question, (ms) => opening(question, ms)),
  };
}

function outcomeOf(error: unknown): Outcome {
  if (!(error instanceof ApiError)) return 'unknown';
  if (error.kind === 'timeout') return 'unreachable';
  if (error.kind === 'network') {
    // A refused certificate comes at once: there is no wait to be spared, and a reason to be told.
    return error.mayHaveCommitted || isTlsCode(error.code) ? 'unknown' : 'unreachable';
  }
  return error.kind === 'aborted' ? 'unknown' : 'answered';
}

function circuitOpen(question: Question, pauseMs: number): ApiError {
  return new ApiError({
    kind: 'circuit-open',
    method: question.method,
    path: question.path,
    status: undefined,
    code: 'circuit_open',
    reason: t('The server did not answer a moment ago; it is given a pause.'),
    details: { retry_after_seconds: Math.ceil(pauseMs / 1000) },
    mayHaveCommitted: false,
  });
}
