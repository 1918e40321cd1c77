import type { Grammar, Literal } from './literals.ts';

/** Text that reads the variable of this name, where `after` follows it within its literal. */
export type Access = (variable: string, after?: string) => string;

/** A literal and what may be put into it, or for it. */
export interface Quoted extends Literal {
  /** What stands for the whole literal; `none` where nothing may. The dialect's `access` else. */
  readonly whole?: Access | 'none';
  /** What stands for a part of it. */
  readonly inside?: Access;
  /** Another literal that says the same and takes an `inside`, unless its text has one of these. */
  readonly promoted?: {
    readonly open: (open: string) => string;
    readonly close: (close: string) => string;
    readonly inside: Access;
    readonly unless: RegExp;
  };
}

/** A line that the access needs, and where it goes. */
export interface Need {
  readonly present: RegExp;
  readonly line: string;
  /** The offset at which the line is put. */
  readonly at: (text: string) => number;
}

/** What stands around a literal. */
export interface Surroundings {
  readonly before: string;
  readonly after: string;
  /** The whole text. */
  readonly text: string;
}

/** How a language reads its environment. */
export interface Dialect extends Grammar<Quoted> {
  readonly access: Access;
  /** Outside of every literal, where words need no quotation marks. */
  readonly bare?: Access;
  /** Puts texts one after the other. */
  readonly join?: string;
  readonly needs?: Need | ((variable: string) => Need);
  /** The dialect as it is at this offset, by what is in scope there under which name. */
  readonly scoped?: (text: string, offset: number) => Dialect;
  /** What stands before the value where it must be a constant: nothing can be read there. */
  readonly constantAfter?: RegExp;
  /** The same, where that takes more than a pattern to say. */
  readonly constant?: (place: Surroundings) => boolean;
  /**
   * What stands before a value that this variable is given, where the language has its own way to say so.
   * The variable is ready for a pattern; `after` is what follows the value.
   */
  readonly defines?: (variable: string, after: string) => RegExp;
  /** What takes the place of a line that gave the variable its value; nothing else. */
  readonly inPlaceOfLine?: string;
  /** Where something else than a text is wanted, by what stands before and behind it. */
  readonly unless?: (before: string, after: string) => boolean;
  /** Whether this runs in a page. */
  readonly isPage?: true;
  /** Whether texts may stand beside each other as two things, not as one in pieces. */
  readonly apart?: true;
  /** What must be around the expression between this and that. */
  readonly fit?: (expression: string, before: string, after: string, text: string) => string;
  /** Name of the environment variable that feeds `variable`; the same where it is not given. */
  readonly fedBy?: (variable: string) => string;
}
