import type { WaitsFor } from '../../../src/lifecycle/model/events.ts';

/** What the conductor of a run asks of one window. */
export type Asked =
  | {
      readonly kind: 'open';
      /** Of the run: journal, vault. */
      readonly dir: string;
      readonly url: string;
      readonly token: string;
      readonly workspaceId: string;
      readonly accountId: string;
      /** Which run of the application it is. */
      readonly session: string;
    }
  /** An operation is begun, and left where it comes to wait. */
  | { readonly kind: 'begin'; readonly what: Begun; readonly keyId: string }
  /** Time has passed until then, in milliseconds since the run began; then the person does something. */
  | { readonly kind: 'pass'; readonly until: number; readonly act: Act }
  | { readonly kind: 'close' };

/** What is begun before or in an outage. */
export const begun = ['rotate', 'overlap', 'revoke', 'issue'] as const;
export type Begun = (typeof begun)[number];

/**
 * `refresh`: the list is read, as by the view's button or `autoRefreshSeconds`; `look`: the window is
 * looked at; `nothing`: nobody is there.
 */
export const acts = ['refresh', 'look', 'nothing'] as const;
export type Act = (typeof acts)[number];

/** How a window stands when all that it was doing is done. */
export interface Standing {
  /** When its timer is due; `null`: it has none. */
  readonly next: number | null;
  readonly waiting: readonly {
    readonly id: string;
    readonly for: WaitsFor | null;
    /** By the server's clock, in milliseconds since the run began. */
    readonly dueAt: number | null;
  }[];
  /** How far it takes its machine's clock to be ahead of the server's, in milliseconds. */
  readonly aheadMs: number;
}

export interface Question {
  readonly id: number;
  /** One process has windows of several runs, which know nothing of each other. */
  readonly window: string;
  readonly asked: Asked;
}

export type Reply =
  | { readonly id: number; readonly standing: Standing }
  | { readonly id: number; readonly error: string };
