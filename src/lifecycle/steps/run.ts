import type { ApiError } from '../../client/apiError.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { CloseReason, Entry, IssuedKeyNote, KeyRequest } from '../journal/entry.ts';
import type { WaitsFor } from '../model/events.ts';
import type { Lease } from '../journal/lease.ts';
import type { ServerAccess } from '../model/ports.ts';
import type { OpenStep, Progress } from '../model/operations.ts';
import type { LifecycleContext } from '../context.ts';

/** One entry being worked on by this window. */
export interface Run {
  readonly lifecycle: LifecycleContext;
  lease: Lease;
  readonly access: ServerAccess;
  /** The new secret while this process still has it in memory. */
  secret: Secret | undefined;
  /** Some attempt may have been carried out without our knowing; always so when resumed. */
  unclear: boolean;
  /** Stops the waiting for answers; what was already asked is never simply dropped. */
  readonly signal: AbortSignal | undefined;
  /** Whoever shows the person how far it is. */
  progress?: Progress | undefined;
  /** Nobody has asked for it now: a recovery. What may ask the person something is left for them. */
  isUnasked?: true;
  /** The second copies were tried by this very call. */
  hasTriedCopies?: true;
}

/** What the work of one step came to. */
export type StepResult =
  /** The arrow to the next step (or the same one, with something learned). */
  | { readonly kind: 'advance'; readonly to: OpenStep; readonly changes?: Partial<Entry> }
  /** Not now; the entry stays where it is. */
  | Wait
  /** The secret of this key is lost: the same operation goes on by rotating it, as a new entry. */
  | { readonly kind: 'replace'; readonly lost: IssuedKeyNote; readonly request: KeyRequest }
  /** The operation is given up: the key it made, or may have made, has to end. */
  | {
      readonly kind: 'close';
      readonly step: 'closing' | 'named';
      readonly because: CloseReason;
      readonly issued: IssuedKeyNote | null;
    }
  | { readonly kind: 'end'; readonly ending: Ending };

export interface Wait {
  readonly kind: 'wait';
  readonly for: WaitsFor;
  readonly error?: ApiError;
  readonly changes?: Partial<Entry>;
}

/** How an operation ended; its entry is gone then. */
export type Ending =
  | {
      readonly kind: 'done';
      /** The machine forgot the new secret after it had been kept; that was told. */
      readonly secretGone?: true;
    }
  /** The server refused and nothing was made. */
  | { readonly kind: 'refused'; readonly error: ApiError }
  /** No request reached the server. */
  | { readonly kind: 'not-sent'; readonly error: ApiError | undefined }
  /** The key it made is no longer active, through somebody else. */
  | { readonly kind: 'superseded'; readonly keyId: string };

export type Handler = (run: Run) => Promise<StepResult>;

/** A field that every entry of this step has; its absence is a bug. */
export function need<T>(value: T | null, what: string): T {
  if (value === null) throw new Error(`A journal entry of this step has no ${what}.`);
  return value;
}
