import { t } from '@vscode/l10n';
import { ApiError } from '../apiError.ts';
import { doubtful } from './doubtful.ts';
import { damagedAnswer, isTlsCode } from './failure.ts';
import { asksForPatience, isAway, isThrottled } from './patience.ts';

export interface RetryOptions {
  /** Only calls whose repetition changes nothing: a GET, or a POST with its idempotency key. */
  readonly repeatable: boolean;
  /** For all attempts and pauses together, in milliseconds. */
  readonly budgetMs: number;
  readonly signal?: AbortSignal | undefined;
  /**
   * Told before a pause that the server asked for (a rate limit, maintenance), so that a countdown can be
   * shown; such pauses then do not count against the budget.
   */
  readonly onWait?: ((seconds: number, because: ApiError) => void) | undefined;
}

const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 200;
const LONGEST_ASKED_PAUSE_MS = 90_000;
const LEAST_USEFUL_MS = 20;

/**
 * Runs `attempt` until it succeeds, fails for good, or the budget is used up; each attempt is told
 * the milliseconds it has left. The error of the last attempt also says whether an earlier one may
 * have been carried out.
 */
export async function withRetry<T>(
  attempt: (leftMs: number) => Promise<T>,
  { repeatable, budgetMs, signal, onWait }: RetryOptions,
): Promise<T> {
  let end = performance.now() + budgetMs;
  let doubt = false;
  for (let count = 1; ; count++) {
    try {
      // A late timer must not turn what is left into nothing: that attempt would fail unmade.
      return await attempt(Math.max(LEAST_USEFUL_MS, end - performance.now()));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const last = doubt ? doubtful(error) : error;
      doubt ||= error.mayHaveCommitted;
      if (!repeatable || count === ATTEMPTS || !isTransient(error)) throw last;

      const pause = pauseBefore(count + 1, error);
      const asked = onWait !== undefined && asksForPatience(error);
      if (asked) {
        if (pause > LONGEST_ASKED_PAUSE_MS) throw last;
        onWait(Math.ceil(pause / 1000), error);
        end += pause;
      } else if (performance.now() + pause > end - LEAST_USEFUL_MS) {
        throw last;
      }
      await sleep(pause, signal);
      if (signal?.aborted) throw aborted(last);
    }
  }
}

function isTransient(error: ApiError): boolean {
  switch (error.kind) {
    case 'timeout':
    case 'network':
      return !isTlsCode(error.code);
    case 'refused':
    case 'not-json':
    case 'schema':
      // Our own plane says so, after it has tried for as long as it is worth.
      if (error.code === 'storage_unavailable') return false;
      if (damagedAnswer.test(error.code)) return true;
      return (error.status ?? 0) >= 500 || isThrottled(error) || isAway(error);
    case 'too-large':
    case 'redirect':
    case 'circuit-open':
    case 'aborted':
      return false;
  }
}

function pauseBefore(attempt: number, error: ApiError): number {
  const jitter = 0.5 + Math.random() / 2;
  if (error.retryAfterSeconds !== undefined) {
    return error.retryAfterSeconds * 1000 + jitter * FIRST_PAUSE_MS;
  }
  return FIRST_PAUSE_MS * 2 ** (attempt - 2) * jitter;
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve();
      return;
    }
    const wake = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', wake);
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    signal?.addEventListener('abort', wake, { once: true });
  });
}

function aborted(before: ApiError): ApiError {
  return new ApiError({
    kind: 'aborted',
    method: before.method,
    path: before.path,
    status: undefined,
    code: 'aborted',
    reason: t('Stopped before it was tried again.'),
    requestId: before.requestId,
    mayHaveCommitted: before.mayHaveCommitted,
    isRepeated: before.isRepeated,
  });
}
