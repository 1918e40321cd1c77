import type { Change } from '../../dotenv/text/plan.ts';
import type { Paragraphs } from '../../domain/text/plainLine.ts';

/*
 * How the preview of a write ends where nothing is written yet, and what was shown by it: for whoever chooses
 * the file, or has the secret made.
 */

/** The person would rather have another file. Caught where the file is chosen. */
export class AnotherFile extends Error {
  override readonly name = 'AnotherFile';
}

/** What was shown before there was a secret to write. Caught by who has the secret made then. */
export class Rehearsed extends Error {
  override readonly name = 'Rehearsed';
  readonly shown: readonly FileLines[];

  constructor(shown: readonly FileLines[]) {
    super('Shown, and not written yet.');
    this.shown = shown;
  }
}

/** What else the question is about than the file, where all of it is agreed to at once. */
export interface Occasion {
  readonly message: string;
  readonly detail: Paragraphs;
  readonly button: string;
}

/** A file and its lines that are written. */
export interface FileLines {
  readonly name: string;
  readonly changes: readonly Change[];
}
