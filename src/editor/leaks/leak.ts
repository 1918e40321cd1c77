import { Position, Range } from 'vscode';
import type { LeakOwner } from '../../domain/leaks/judge.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { FoundSecret } from '../../domain/secrets/secretFormat.ts';

/** A value that stands in a text where it should not. */
export interface Leak {
  readonly range: Range;
  /** Offsets in UTF-16 units. */
  readonly start: number;
  readonly end: number;
  readonly secret: Secret;
  readonly owner: LeakOwner;
  readonly tracked: boolean;
  /** Set where no program takes the text there for the value as it stands. */
  readonly form?: FoundSecret['form'];
}

/** Texts above this are not looked into: VS Code itself calls them large. In UTF-16 units. */
export const mostCharacters = 1024 * 1024;

/** Where offsets of a text are; ascending offsets, each line break counted once. */
export function rangesIn(
  text: string,
  places: readonly { readonly start: number; readonly end: number }[],
): Range[] {
  let line = 0;
  let lineStart = 0;
  const positionAt = (offset: number): Position => {
    for (;;) {
      const next = text.indexOf('\n', lineStart);
      if (next === -1 || next >= offset) return new Position(line, offset - lineStart);
      line += 1;
      lineStart = next + 1;
    }
  };
  return places.map(({ start, end }) => new Range(positionAt(start), positionAt(end)));
}
