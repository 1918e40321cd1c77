/** One change of a text, offsets in UTF-16 units of the text before any of them. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Where a value stands in a text. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Why the variable cannot be read where the value stands. */
export type Refusal =
  /** The value is what the variable itself is given. */
  | 'defines-itself'
  /** The language takes only constants there. */
  | 'constant'
  /** The program is a page's: it has no environment, and whoever opens the page reads all of it. */
  | 'in-page'
  /** A comment, a literal that takes nothing in, or what is not understood. */
  | 'out-of-reach';

/** What a text becomes so that the program reads the variable, or why it does not. */
export type Reading =
  | { readonly kind: 'read'; readonly changes: readonly Change[] }
  | {
      readonly kind: 'refused';
      readonly why: Refusal;
      /** Takes out what gives the variable its value, where that is right instead. */
      readonly instead?: readonly Change[];
    };
