import ts from 'typescript';

/** A place that the language's own parser knows, where a value can be planted. */
export interface ParsedPlace {
  readonly kind: string;
  /** Where a value may be read instead, by the grammar. */
  readonly isExpression: boolean;
  /** What the value stands in, which changes with it. */
  readonly start: number;
  /** What takes the place of that between these offsets, `@@` for the value. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Parses a text as what its name says. */
export function parse(name: string, text: string): ts.SourceFile {
  return /\.json$/.test(name)
    ? ts.createSourceFile(name, text, ts.ScriptTarget.JSON, true, ts.ScriptKind.JSON)
    : ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
}

/** How many faults the parser found. */
export function faultsOf(file: ts.SourceFile): number {
  // `as`: the parser keeps them where its types do not say so.
  return (file as ts.SourceFile & { readonly parseDiagnostics: readonly unknown[] })
    .parseDiagnostics.length;
}

/** Literals, keys, templates, types, comments and the texts of pages. */
export function placesIn(file: ts.SourceFile): readonly ParsedPlace[] {
  const places: ParsedPlace[] = [];
  const { text } = file;
  const visit = (node: ts.Node) => {
    const start = node.getStart(file);
    const { end } = node;
    if (ts.isStringLiteral(node)) {
      const kind = kindOf(node);
      const isExpression = kind === 'literal' || kind === 'attribute';
      const own = { isExpression, start, from: start + 1, to: end - 1 };
      places.push({ ...own, kind, text: '@@' });
      places.push({ ...own, kind: `part of a ${kind}`, text: 'Bearer @@' });
    } else if (ts.isNoSubstitutionTemplateLiteral(node)) {
      const isExpression = !ts.isLiteralTypeNode(node.parent);
      places.push({
        kind: 'template',
        isExpression,
        start,
        from: start + 1,
        to: end - 1,
        text: '@@',
      });
    } else if (ts.isTemplateExpression(node)) {
      const at = node.head.end - 2;
      places.push({
        kind: 'template with holes',
        isExpression: true,
        start,
        from: at,
        to: at,
        text: ' @@ ',
      });
      const last = node.templateSpans.at(-1)?.literal.end ?? end;
      places.push({
        kind: 'end of a template',
        isExpression: true,
        start,
        from: last - 1,
        to: last - 1,
        text: ' @@',
      });
    } else if (ts.isRegularExpressionLiteral(node)) {
      places.push({
        kind: 'regular expression',
        isExpression: false,
        start,
        from: start + 1,
        to: start + 1,
        text: '@@',
      });
    } else if (ts.isJsxText(node) && node.text.trim() !== '') {
      places.push({
        kind: 'text of a page',
        isExpression: false,
        start,
        from: end,
        to: end,
        text: ' @@ ',
      });
    }
    for (const range of ts.getLeadingCommentRanges(text, node.pos) ?? []) {
      const at = range.pos + 2;
      places.push({
        kind: 'comment',
        isExpression: false,
        start: range.pos,
        from: at,
        to: at,
        text: ' "@@" ',
      });
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return places;
}

function kindOf(node: ts.StringLiteral): string {
  const { parent } = node;
  if (/\.json$/.test(node.getSourceFile().fileName)) return 'JSON';
  if (ts.isJsxAttribute(parent)) return 'attribute';
  if (ts.isLiteralTypeNode(parent)) return 'type';
  if (ts.isEnumMember(parent)) return 'member of an enumeration';
  if (ts.isExpressionStatement(parent)) return 'directive';
  if ('name' in parent && parent.name === node) return 'name of a property';
  if (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isExternalModuleReference(parent) ||
    ts.isImportAttribute(parent) ||
    ts.isModuleDeclaration(parent)
  )
    return 'name of a module';
  return 'literal';
}

/**
 * A program as what it consists of, with one place left out, so that two can be compared that differ in it.
 *
 * @param start where that is; the outermost node that begins there
 */
export function shapeWithout(file: ts.SourceFile, start: number, variable: string): string {
  const parts: string[] = [];
  const reads = (node: ts.Node): boolean =>
    (ts.isPropertyAccessExpression(node) && node.name.text === variable) ||
    (ts.forEachChild(node, reads) ?? false);
  const visit = (node: ts.Node) => {
    const isLiteral =
      ts.isStringLiteralLike(node) ||
      ts.isTemplateExpression(node) ||
      ts.isPropertyAccessExpression(node) ||
      ts.isNonNullExpression(node) ||
      (ts.isJsxExpression(node) && ts.isJsxAttribute(node.parent));
    if (node.getStart(file) === start && isLiteral) {
      parts.push(reads(node) ? '@ read' : '@');
      return;
    }
    parts.push(String(node.kind));
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return parts.join(' ');
}
