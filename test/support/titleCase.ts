/** Words that stand without a capital inside a title: articles, conjunctions, prepositions of up to four letters. */
const small = new Set(
  'a an the and or but nor as at by for from in into of off on onto over per than to via with'.split(
    ' ',
  ),
);

/** Names that are written as they are everywhere: files, scopes, programs, formats. */
const asIs =
  /^[“"(]*(?:\.\w[\w.]*|[\w-]+\.(?:json|env)|curl|direnv|[a-z]+:[a-z]+|\$?\{\d\}.*|&|·|–)[…”")]*$/;

/**
 * What is wrong with a title by VS Code's convention: every word with a capital but small ones inside, no
 * full stop and no exclamation mark. `undefined` where it follows the convention.
 */
export function faultOfTitle(title: string): string | undefined {
  const plain = title.replace(/^\$\([\w-]+\) /, '');
  if (/[.!]$/.test(plain)) return 'ends as a sentence does';
  const words = plain.split(/[\s/]+/).filter((word) => word !== '');
  for (const [index, word] of words.entries()) {
    const isEdge = index === 0 || index === words.length - 1;
    for (const [at, part] of word.split('-').entries()) {
      if (asIs.test(word) || asIs.test(part)) continue;
      const bare = part.replace(/[^\p{L}\p{N}]/gu, '');
      if (bare === '' || /^\p{N}/u.test(bare)) continue;
      const isSmall = small.has(bare.toLowerCase());
      const hasCapital = /^\p{Lu}/u.test(bare);
      // `Go-Live`, `Sign-in`: what is behind a hyphen may do without.
      if (at > 0) continue;
      if (isEdge ? !hasCapital : isSmall ? hasCapital : !hasCapital) return `“${word}”`;
    }
  }
  return undefined;
}
