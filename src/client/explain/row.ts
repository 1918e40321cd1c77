import type { Remedy } from '../../domain/errors.ts';
import type { ApiError, ApiErrorKind } from '../apiError.ts';

/** What the caller knows beside the error; every field makes a button more exact. */
export interface ExplainContext {
  /** The key that was used or acted on. */
  readonly keyId?: string | undefined;
  /** Where this control plane's web console is, for the plan page. */
  readonly consoleUrl?: string | undefined;
}

/** Which errors a row is about; everything given must hold. `kind` is `refused` if left out. */
interface Condition {
  readonly kind?: ApiErrorKind | readonly ApiErrorKind[];
  readonly status?: number | ((status: number | undefined) => boolean);
  readonly code?: string | RegExp;
  readonly method?: 'GET' | 'POST';
  readonly path?: RegExp;
  /**
   * The server's words: all 401 share one code and differ in nothing else (docs/contract.md,
   * Identity).
   */
  readonly reason?: RegExp;
  /** What the fields above cannot say. */
  readonly which?: (error: ApiError) => boolean;
}

/** One kind of trouble: what happened, why, and the one button that helps. */
export interface Row {
  readonly id: string;
  readonly on: Condition;
  readonly happened: string | ((error: ApiError) => string);
  readonly why: string | ((error: ApiError) => string);
  readonly button: Remedy | ((error: ApiError, context: ExplainContext) => Remedy);
  /** `why` says itself what became of a change that was asked for; else that is said behind it. */
  readonly tellsFate?: true;
}

export function isAbout({ on }: Row, error: ApiError): boolean {
  const { kind = 'refused', status, code, method, path, reason, which } = on;
  return (
    (typeof kind === 'string' ? error.kind === kind : kind.includes(error.kind)) &&
    (typeof status === 'function'
      ? status(error.status)
      : status === undefined || status === error.status) &&
    (typeof code === 'string'
      ? code === error.code
      : code === undefined || code.test(error.code)) &&
    (method === undefined || method === error.method) &&
    (path === undefined || path.test(error.path)) &&
    (reason === undefined || reason.test(error.reason)) &&
    (which === undefined || which(error))
  );
}

/**
 * Only what makes, rotates or ends keys has an entry in the journal, by which it can be settled.
 */
export function isJournalled({ path }: ApiError): boolean {
  return /\/api-keys(?:\/|$)/.test(path);
}

/** Texts in a list inside `details`, as they come from the server (already cleaned). */
export function namesIn(error: ApiError, field: string): string[] {
  const value = error.details[field];
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

/** A text or number inside `details`. */
export function valueIn(error: ApiError, field: string): string | undefined {
  const value = error.details[field];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}
