/** What follows each `docs/contract.md, …`, on one line: it begins with the name of a section. */
export function contractReferences(text: string): string[] {
  const joined = text.replace(/\n\s*(?:\*|\/\/)?\s*/g, ' ');
  return [...joined.matchAll(/docs\/contract\.md, ([A-Z].{0,40})/g)].map(
    ([, behind = '']) => behind,
  );
}
