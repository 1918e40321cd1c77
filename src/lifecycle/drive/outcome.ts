import type { ApiError } from '../../client/apiError.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { Persistence } from '../storage/canary.ts';
import type { CloseReason, PanickedKey } from '../journal/entry.ts';
import type { PlacedState } from '../journal/placed.ts';
import type { WaitsFor } from '../model/events.ts';
import type { Operation } from '../model/operations.ts';

/** The key that an operation made, without its secret. */
export interface NewKey {
  readonly keyId: string;
  readonly keyPrefix: string;
  /** ISO time; `null` = never. */
  readonly expiresAt: string | null;
  /** What the person agreed to; the control plane may have given it another end. */
  readonly agreedExpiresAt: string | null;
  /** Where the person can count on it; not `proven` means: offer `.env` or the clipboard at once. */
  readonly copy: 'vault' | 'elsewhere';
  readonly persistence: Persistence;
  /** Where it was to be kept at once, too, and what came of that. */
  readonly secondCopies: readonly PlacedState[];
  /** Keys that were made on the way, whose secret was lost with an answer, and that are ended. */
  readonly lostKeyIds: readonly string[];
}

/** What became of an operation, for the caller to put into words. Two of them hold a `Secret`. */
export type Outcome =
  /** Issued and kept. */
  | ({ readonly kind: 'kept' } & Finishing & NewKey)
  /** Rotated and kept, and every placement tried. */
  | ({
      readonly kind: 'rotated';
      readonly oldKeyId: string;
      readonly places: readonly PlacedState[];
    } & Finishing &
      NewKey)
  /** The new key is kept, proved and placed; the old one lives on until `dueAt`, or as `for` says. */
  | ({
      readonly kind: 'overlapping';
      readonly operationId: string;
      readonly oldKeyId: string;
      readonly places: readonly PlacedState[];
      readonly for: WaitsFor;
      /** ISO time; `null` when it is not a matter of time. */
      readonly dueAt: string | null;
    } & NewKey)
  /** The old key of an overlap has ended; only the new one is left. */
  | ({
      readonly kind: 'retired';
      readonly oldKeyId: string;
      readonly places: readonly PlacedState[];
    } & NewKey)
  | { readonly kind: 'revoked'; readonly keyId: string }
  /** A loan: hand the secret over and forget it; it is nowhere else. */
  | {
      readonly kind: 'lent';
      readonly operationId: string;
      readonly keyId: string;
      readonly keyPrefix: string;
      /** ISO time; the server refuses the key from then on, whatever happens here. */
      readonly endsAt: string;
      readonly secret: Secret;
    }
  | { readonly kind: 'loan-ended'; readonly keyId: string }
  /** What became of each key; `for` is what the rest waits for, `null` when everything is done. */
  | {
      readonly kind: 'panicked';
      readonly operationId: string;
      readonly keys: readonly PanickedKey[];
      readonly for: WaitsFor | null;
    }
  | NotKept
  /** It may have been carried out; the journal goes on with it, by itself or by `resolve`. */
  | {
      readonly kind: 'waiting';
      readonly operation: Operation;
      readonly operationId: string;
      readonly keyId: string | null;
      readonly for: WaitsFor;
      readonly places: readonly PlacedState[];
      readonly secondCopies: readonly PlacedState[];
      readonly error: ApiError | undefined;
    }
  /** The control plane refused, and nothing was made. */
  | { readonly kind: 'refused'; readonly error: ApiError }
  /** No request reached the control plane. */
  | { readonly kind: 'not-sent'; readonly error: ApiError | undefined }
  /** The person stopped it. What it may have made is being ended: `settling`. */
  | ({ readonly kind: 'cancelled' } & Finishing)
  /**
   * The key it made was ended, or (`keyId` null) it had made none. With `oldIsDead` the server had
   * ended the old key before that.
   */
  | {
      readonly kind: 'closed';
      readonly because: CloseReason;
      readonly keyId: string | null;
      readonly oldIsDead: boolean;
    }
  /** The key it made is no longer active, through somebody else. */
  | { readonly kind: 'superseded'; readonly keyId: string }
  /** Another window goes on with it. */
  | { readonly kind: 'taken-over'; readonly operationId: string }
  | NotStarted;

/** The work that is left when the person already has an answer; rejects only on a bug. */
interface Finishing {
  readonly operationId: string;
  readonly settling: Promise<void>;
}

/**
 * The key exists and its secret could not be kept: it is here, and sealed in the journal. Offer to
 * try again, to write it to `.env` or copy it now (`resolve`), or to revoke it (`giveUp`). Left
 * alone, recovery keeps it, or ends the key.
 */
export interface NotKept {
  readonly kind: 'not-kept';
  readonly operation: Operation;
  readonly operationId: string;
  readonly connectionId: string;
  readonly workspaceId: string;
  readonly keyId: string;
  readonly keyPrefix: string;
  readonly for: 'vault' | 'disk';
  readonly secret: Secret;
}

/** Nothing was asked of the control plane. */
export type NotStarted =
  | { readonly kind: 'vault-broken'; readonly problem: 'throws' | 'forgets' }
  | { readonly kind: 'journal-unwritable'; readonly reason: string }
  | { readonly kind: 'not-connected' }
  /** The key that was to be replaced is revoked, or is not there any more: nothing follows it. */
  | { readonly kind: 'old-ended'; readonly keyPrefix: string }
  /** Another operation on this key is under way, here or in another window. */
  | { readonly kind: 'busy'; readonly operation: Operation; readonly operationId: string }
  /** The key's own lifetime cannot be repeated, or the expiry is (nearly) past: ask for one. */
  | { readonly kind: 'needs-expiry' }
  /** The key has full access through an empty scope: ask for scopes, or for that confirmation. */
  | { readonly kind: 'needs-scope' }
  /** There is no such operation (any more), or it is past the point for this. */
  | { readonly kind: 'nothing-to-do' };
