/**
 * What one reader makes of a file: each variable with its value *before* the reader expands `$…` or
 * runs anything. Equal text expands equally, so two files can be compared without expanding either.
 * A reader that gives up half way returns what it had by then.
 */
export type Reading = ReadonlyMap<string, string>;

/** The grammar of one family of tools, told again: pure, never runs or expands what it reads. */
export type Reader = (text: string) => Reading;
