/** The languages that Keyrail speaks beside English, as VS Code names them. */
export const languages = ['de', 'zh-tw'] as const;

/** Texts by key, as the files of translations have them. */
export type Texts = Readonly<Record<string, string>>;

/** What a translation lacks, and what it has that nobody says any more. */
export function compareTexts(english: Texts, other: Texts): { missing: string[]; spare: string[] } {
  return {
    missing: Object.keys(english).filter((key) => !other[key]),
    spare: Object.keys(other).filter((key) => english[key] === undefined),
  };
}
