import type { Corpus } from './corpus.ts';
import { ownCases } from './ownCases.ts';

/** Small texts that mutation starts from: the project's own, and those of a corpus where one is given. */
export function seedTexts(corpus: Corpus | undefined): string[] {
  const others = (corpus?.cases ?? [])
    .filter(({ bytes }) => bytes.length > 0 && bytes.length < 6000)
    .map(({ bytes }) => bytes.toString('utf8'));
  return [...ownCases().map(({ text }) => text), ...others];
}
