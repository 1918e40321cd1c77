/** Every step up in a row: `../../` in a path, `'..', '..'` among the arguments of a join. */
const climbs = /(?<![.\w])(?:\.\.\/)+|\b(root|dirname|url\)\))(?:, '\.\.')+/g;

/**
 * The paths in a file of the repository that lead above its root, as they stand there. Steps are
 * counted from the file's own folder, as an import and a link do, or from `root` where it is joined
 * to. Code that a Markdown file shows is read from the folder of its own and so is left out.
 */
export function pathsAbove(file: string, text: string): string[] {
  const shown = file.endsWith('.md') ? text.replace(/^ *```[^]*?^ *```/gm, '') : text;
  const depth = file.split('/').length - 1;
  return [...shown.matchAll(climbs)].flatMap(({ 0: climb, 1: base, index }) => {
    const steps = climb.split('..').length - 1;
    const beside = /^\.\.\/shared\//.test(shown.slice(index));
    const held = base === 'root' ? 0 : depth;
    return steps > held || beside ? [excerpt(shown, index)] : [];
  });
}

/** From the quote before to the quote behind, on one line. */
function excerpt(text: string, index: number): string {
  const from = text.slice(0, index).search(/['"`(][^'"`(\n]*$/);
  const rest = text.slice(Math.max(from, 0), Math.max(from, 0) + 120);
  return (/^(['"`])[^\n]*?\1|^[^\n]*/.exec(rest) ?? [rest])[0];
}

/** What follows each `docs/contract.md, …`, on one line: it begins with the name of a section. */
export function contractReferences(text: string): string[] {
  const joined = text.replace(/\n\s*(?:\*|\/\/)?\s*/g, ' ');
  return [...joined.matchAll(/docs\/contract\.md, ([A-Z].{0,40})/g)].map(
    ([, behind = '']) => behind,
  );
}
