/**
 * How a call failed. `refused` = the control plane itself answered with its error envelope;
 * everything else is about the way there or an answer that cannot be used.
 */
export type ApiErrorKind =
  | 'refused'
  | 'timeout'
  | 'network'
  | 'not-json'
  | 'schema'
  | 'too-large'
  | 'redirect'
  | 'circuit-open'
  | 'aborted';

/** More than a hundred days is as good as never. */
const longestSeconds = 10_000_000;

export interface ApiErrorFacts {
  readonly kind: ApiErrorKind;
  readonly method: string;
  /** Below `/api/v1`, without the query. */
  readonly path: string;
  readonly status: number | undefined;
  /** The server's code, or ours (`timeout`, `ECONNREFUSED`, `schema_violation`, …). */
  readonly code: string;
  /** The server's words or ours, already cleaned and redacted. */
  readonly reason: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly requestId?: string | undefined;
  /** The server may have acted although we cannot tell: never set for a GET. */
  readonly mayHaveCommitted: boolean;
  /** That may be so of an earlier attempt of the same call, whatever became of the last one. */
  readonly isRepeated?: boolean;
}

/**
 * A call to a control plane that did not give a usable answer. Built from plain facts only: no
 * header, no body and no original error is reachable from it, so it may be logged and shown.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly kind: ApiErrorKind;
  readonly method: string;
  readonly path: string;
  readonly status: number | undefined;
  readonly code: string;
  readonly reason: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | undefined;
  readonly mayHaveCommitted: boolean;
  readonly isRepeated: boolean;

  constructor(facts: ApiErrorFacts) {
    super(sentence(facts));
    this.kind = facts.kind;
    this.method = facts.method;
    this.path = facts.path;
    this.status = facts.status;
    this.code = facts.code;
    this.reason = facts.reason;
    this.details = facts.details ?? {};
    this.requestId = facts.requestId;
    this.mayHaveCommitted = facts.mayHaveCommitted;
    this.isRepeated = facts.isRepeated ?? false;
  }

  /** Seconds the server (or the circuit) asks us to wait, where it said so. */
  get retryAfterSeconds(): number | undefined {
    const seconds = this.details['retry_after_seconds'];
    return typeof seconds === 'number' && seconds >= 0
      ? Math.min(seconds, longestSeconds)
      : undefined;
  }
}

function sentence({ method, path, status, code, reason }: ApiErrorFacts): string {
  const outcome = status === undefined ? code : `${status} ${code}`;
  return `${method} ${path}: ${outcome}. ${reason}`;
}
