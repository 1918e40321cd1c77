import { randomBytes } from 'node:crypto';
import type { Secret } from '../domain/secrets/secret.ts';
import type { Answer } from './answer.ts';
import { ApiError } from './apiError.ts';
import { startDeadline, type Deadline } from './deadline.ts';
import { exchange } from './exchange.ts';
import { failure } from './failure.ts';
import { composeHeaders } from './headers.ts';
import type { Question } from './question.ts';
import { readBody } from './readBody.ts';
import type { App, Incoming } from './sent.ts';
import type { ServerClock } from './serverClock.ts';

/** An opened answer that is still flowing: whoever takes it stops its deadline. */
export interface Opened {
  readonly incoming: Incoming;
  readonly deadline: Deadline;
  readonly requestId: string;
  readonly secrets: readonly string[];
}

/** The part of an edge that one attempt needs. */
interface Way {
  headers(): Promise<Readonly<Record<string, Secret | string>>>;
  readonly fetch?: App | undefined;
  readonly clock?: ServerClock | undefined;
}

/**
 * Sends a question once and hands over the answer as soon as its headers are there.
 * @throws ApiError, or whatever `edge.headers` threw.
 */
export async function attempt(
  edge: Way,
  root: string,
  question: Question,
  limitMs: number,
): Promise<Opened> {
  const requestId = `req_${randomBytes(12).toString('hex')}`;
  const deadline = startDeadline(limitMs, question.signal);
  let handedOver = false;
  try {
    const given = await deadline.race(edge.headers());
    const { headers, secrets } = composeHeaders(given, question, requestId);
    handedOver = !deadline.signal.aborted;
    const url = urlOf(root, question);
    const askedAt = Date.now();
    const incoming = await deadline.race(
      exchange(question, { url, headers, signal: deadline.signal, app: edge.fetch }),
    );
    // What a cache answers was written at another time.
    if (incoming.header('age') === undefined) {
      edge.clock?.heard(incoming.header('date'), askedAt, Date.now());
    }
    return { incoming, deadline, requestId, secrets };
  } catch (error) {
    const cause = deadline.cause();
    deadline.stop();
    // Before the hand-over nothing was sent: the error is the header source's own.
    if (!handedOver && cause === undefined) throw error;
    throw failure(question, error, cause, requestId, handedOver);
  }
}

/** Reads an opened answer to its end, at most 5 MiB. @throws ApiError */
export async function readWhole(
  question: Question,
  { incoming, deadline, requestId, secrets }: Opened,
): Promise<Answer> {
  try {
    return {
      status: incoming.status,
      bytes: await deadline.race(readBody(question, incoming, requestId)),
      json: incoming.json,
      contentType: incoming.header('content-type') ?? '',
      location: incoming.header('location'),
      retryAfter: incoming.header('retry-after'),
      date: incoming.header('date'),
      requestId,
      secrets,
    };
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw failure(question, error, deadline.cause(), requestId, true);
  }
}

function urlOf(root: string, question: Question): string {
  const given = Object.entries(question.query ?? {});
  const query = given.flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  return `${root}${question.path}${query.length === 0 ? '' : `?${query.join('&')}`}`;
}
