import { t } from '@vscode/l10n';
import { shortList } from '../../domain/text/shortList.ts';
import type { Unsearched } from '../../dotenv/search.ts';
import { shownPath } from '../../editor/shownPath.ts';

/** So many are named; the rest is counted. */
const mostNamed = 3;

/**
 * What a search had to leave out, by why, a sentence each, so that nobody takes what it found for more than it
 * is. Empty where it looked into everything.
 */
export function unsearchedSentences(left: Unsearched): readonly string[] {
  const kinds: readonly (readonly [readonly string[], (names: string) => string])[] = [
    [left.tooLarge, (names) => t('Not looked into, larger than 16 MiB: {0}.', names)],
    [left.packed, (names) => t('Not looked into, compressed: {0}.', names)],
    [left.unreadable, (names) => t('Not looked into, not readable: {0}.', names)],
    [left.changing, (names) => t('Written to while Keyrail looked into them: {0}.', names)],
    [left.linked, (names) => t('Links out of the folder, not followed: {0}.', names)],
    [left.tooDeep, (names) => t('Folders too deep to be looked into: {0}.', names)],
    [
      left.unasked,
      (names) => t('Not looked into, as git did not say what it tracks there: {0}.', names),
    ],
  ];
  return kinds.flatMap(([files, sentence]) => (files.length > 0 ? [sentence(namesOf(files))] : []));
}

const namesOf = (files: readonly string[]): string =>
  shortList(
    files.map((file) => shownPath(file)),
    ', ',
    mostNamed,
  );
