import type { Secret } from '../../domain/secrets/secret.ts';
import type { ApiError } from '../apiError.ts';

/** One call of the API, before it is known how to reach it. */
export interface ApiRequest {
  readonly method: 'GET' | 'POST';
  /** Below `/api/v1`, ids already encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  /** Sent as JSON; left out = no body. */
  readonly body?: unknown;
  /** Every POST has one: it is what makes repeating safe (docs/contract.md, Idempotency). */
  readonly idempotencyKey?: string;
  /** The key that speaks, on the runtime plane. */
  readonly secret?: Secret;
  readonly signal?: AbortSignal | undefined;
  /** Told before a pause that the server's rate limit asks for, in seconds. */
  readonly onWait?: ((seconds: number, because: ApiError) => void) | undefined;
}

/**
 * What every POST needs: repeating it with the same key and body changes nothing (docs/contract.md,
 * Idempotency).
 */
export interface PostOptions {
  readonly idempotencyKey: string;
  readonly signal?: AbortSignal | undefined;
  /**
   * Told before a pause that the server's rate limit asks for; without it such pauses are short.
   */
  readonly onWait?: ((seconds: number, because: ApiError) => void) | undefined;
}
