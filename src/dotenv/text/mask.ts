import type { Assignment } from './statements.ts';

/** Stands for a value in everything that is shown; the same as a `Secret` prints as. */
export const MASK = '***';

/** The statement as it may be shown: no value, and no comment either, for old values end up there. */
export function maskedLine({ indent, exported, name }: Assignment, value = MASK): string {
  return `${indent}${exported}${name}=${value}`;
}
