import type { Place } from './places.ts';

/**
 * The steps of every operation, in order. A step is what is already true (and journaled); the work
 * of a step leads to the next one. The fault tests generate their kill points from this table, and
 * the table of handlers in `handlers.ts` does not compile with a step forgotten.
 */
export const protocols = {
  /** `copied`: its second copies were tried; passed only where there are any. */
  issue: ['asked', 'answered', 'kept', 'copied', 'settled'],
  /** The old secret is dead: the places come first. */
  rotate: ['asked', 'answered', 'kept', 'placed', 'copied', 'settled'],
  overlap: [
    'asked',
    'answered',
    'kept',
    'copied',
    'proven',
    'placed',
    'retiring',
    'retired',
    'settled',
  ],
  revoke: ['asked', 'revoked', 'settled'],
  /** A loan is never kept: nothing but its end can follow, whoever comes to it next. */
  lend: ['asked', 'lent', 'ended', 'settled'],
  /** Of many keys at once. What is local goes first, and is looked after again at the end. */
  panic: ['asked', 'wiped', 'revoked', 'settled'],
  /** What an operation that was given up turns into, under its own id. */
  close: ['closing', 'named', 'ended', 'settled'],
} as const;

export type Operation = keyof typeof protocols;
export type Step<O extends Operation = Operation> = (typeof protocols)[O][number];
/** A step that leaves an entry in the journal. */
export type OpenStep<O extends Operation = Operation> = Exclude<Step<O>, 'settled'>;

export const operations = [
  'issue',
  'rotate',
  'overlap',
  'revoke',
  'lend',
  'panic',
  'close',
] as const satisfies readonly Operation[];

/** What a person may be shown while an operation runs; `preparing` comes before the journal. */
export type Progress = (step: Step | 'preparing', places?: PlaceProgress) => void;

/** Of so many places so many are through. */
export interface PlaceProgress {
  readonly done: number;
  /** Which one is being delivered to, where that may take a while. */
  readonly at?: Place;
  readonly of: number;
}
