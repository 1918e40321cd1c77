import type { Operation } from './operations.ts';

/** What an entry of the journal can wait for. */
export const waitReasons = [
  /** An answer of the control plane: unreachable, busy, or its answers cannot be read. */
  'server',
  /** This user may not do it (any more): 401 or 403 of the management plane. */
  'permission',
  /** The connection was removed or cannot be opened. */
  'connection',
  /** SecretStorage throws, or does not give back what was stored. */
  'vault',
  /** The disk: full, or not writable. */
  'disk',
  /** The moment at which the old key ends. */
  'due',
  /** The proof that this machine keeps secrets over a restart. */
  'persistence',
  /** The person has not said yet when the old key ends: `retire`. */
  'grace',
  /** Placements could not be rewritten; the old key stays. `resolve`: try again, or leave them. */
  'places',
  /** A second copy could not be made: `resolve`, try again or leave it. */
  'second-copy',
  /** A placement still holds the old value. */
  'old-in-use',
  /** The new key is not (any more) what could take over: ended by somebody, refused, secret gone. */
  'replacement',
  /** The end of a loan: its time, the person, or the window that made it. */
  'loan',
  /** The person stopped it half way: `resolve` or `giveUp`. */
  'paused',
] as const;

/** The words for it are the caller's. */
export type WaitsFor = (typeof waitReasons)[number];

/**
 * Something that happened beside the result of a call: recovery, a background step, an entry that
 * had to wait. Never holds a secret; ids and key prefixes only.
 */
export type LifecycleEvent =
  /** Recovery brought an operation to its end; `keyId` is the key that has its secret here now. */
  | {
      readonly kind: 'finished';
      readonly operation: Operation;
      readonly operationId: string;
      readonly keyId: string | undefined;
      /** The key that it takes the place of. */
      readonly replaces: string | undefined;
    }
  /** The answer with the secret was lost; the key nobody had was rotated, and that secret is kept. */
  | { readonly kind: 'lost-and-replaced'; readonly lostKeyId: string; readonly keyId: string }
  /** A key whose secret nobody has was ended. */
  | {
      readonly kind: 'ended-unowned';
      readonly keyId: string;
      readonly because:
        'secret-lost' | 'given-up' | 'late-commit' | 'proof-refused' | 'not-as-asked';
    }
  /** A key that looks like one a lost request made late; not surely ours, so the person decides. */
  | { readonly kind: 'suspect'; readonly connectionId: string; readonly keyId: string }
  /** Recovery found that an operation never took place, and that the server refuses it now. */
  | {
      readonly kind: 'not-made';
      readonly operation: Operation;
      readonly operationId: string;
      /** The server's code. */
      readonly code: string;
    }
  /** An entry is left for later and says why. */
  | {
      readonly kind: 'waiting';
      readonly operation: Operation;
      readonly operationId: string;
      readonly keyId: string | undefined;
      readonly for: WaitsFor;
    }
  /** The old key of an overlap ended. */
  | {
      readonly kind: 'retired';
      readonly keyId: string;
      readonly replacementId: string;
      /** Another operation from here ended it, and has said so. */
      readonly isTold: boolean;
    }
  /** The new key of an overlap ended before the old one, which is not ended then. */
  | { readonly kind: 'old-key-stays'; readonly keyId: string; readonly endedId: string }
  /** A loan is over, by its time or with the window that had made it. */
  | { readonly kind: 'loan-ended'; readonly keyId: string }
  /** Everything that a panic was to do is done, after it had been interrupted or had to wait. */
  | { readonly kind: 'panic-finished'; readonly keyIds: readonly string[] }
  /** A key was replaced, and its secret is still in its second copies. */
  | {
      readonly kind: 'copies-left';
      readonly keyId: string;
      /** Of programs: their recipes, and what was answered to them. */
      readonly places: readonly {
        readonly recipe: string;
        readonly answers: Readonly<Record<string, string>>;
      }[];
    }
  /** The vault lost copies that this machine had. */
  | { readonly kind: 'copies-missing'; readonly keyIds: readonly string[] }
  /** The journal could not be written after the server had answered; the operation went on. */
  | { readonly kind: 'journal-behind'; readonly operationId: string; readonly reason: string }
  /** A file of the journal that this version cannot read; it is left alone. */
  | { readonly kind: 'unreadable-entry'; readonly operationId: string }
  /** The ledger could not be written (disk full, read-only); the operation itself is not affected. */
  | { readonly kind: 'ledger-behind'; readonly reason: string };
