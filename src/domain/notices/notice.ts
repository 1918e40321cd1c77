import type { KeyRowFacts } from '../keys/keyFacts.ts';

/** What a person is told of a key by itself, most urgent first. */
export const noticeKinds = [
  'ended-elsewhere',
  'orphaned',
  'expired',
  'expiring',
  'rotation-overdue',
  'rotation-due',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** One thing to tell of one key. */
export interface Notice {
  readonly kind: NoticeKind;
  /** Days before the expiry at which it becomes due; 0 for every other kind. */
  readonly threshold: number;
  readonly row: KeyRowFacts;
}

/** What was told of the keys of a connection, in any window; ids and times only. */
export interface Told {
  readonly told: readonly {
    readonly keyId: string;
    readonly kind: string;
    readonly threshold: number;
    /** ISO time. */
    readonly at: string;
  }[];
  /** Keys of which nothing is told; `until` is an ISO time, `null` = never again. */
  readonly quiet: readonly { readonly keyId: string; readonly until: string | null }[];
}

export const nothingTold: Told = { told: [], quiet: [] };
