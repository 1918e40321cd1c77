import type { ApiError } from './apiError.ts';

/**
 * What every POST needs: repeating it with the same key and body changes nothing (docs/contract.md,
 * Idempotency).
 */
export interface Call {
  readonly idempotencyKey: string;
  readonly signal?: AbortSignal | undefined;
  /**
   * Told before a pause that the server's rate limit asks for; without it such pauses are short.
   */
  readonly onWait?: ((seconds: number, because: ApiError) => void) | undefined;
}
