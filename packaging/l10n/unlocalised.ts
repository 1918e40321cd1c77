import ts from 'typescript';
import { isTranslated, lineOf, sources } from './messages.ts';

/** Functions whose texts a person reads. */
const saying =
  /^(showInformationMessage|showWarningMessage|showErrorMessage|setStatusBarMessage|UserFacingError|withProgress|say|announce|button|requireManagement)$/;

/** Properties whose texts a person reads. */
const shown =
  /^(label|detail|description|placeHolder|prompt|tooltip|happened|why|message|title|sentence|documentation)$/;

/** A sentence or words, also behind an icon, and not a name or an id. */
const words = /^(?:\$\([\w-]+\) )?[A-Z][a-z]+$|[A-Za-z’]{2,} [A-Za-z“]/;

/**
 * The embedded control plane's words are its API, evidence is read by others, and errors of a protocol by
 * programs: all stay English.
 */
const spoken =
  /^(src\/(controlPlane|wire|lifecycle|terminal\/mcp)\/|src\/domain\/firstRun\/(evidence|receipt)\.ts)/;

/** Texts for people that do not go through `t`, as `file:line: text`. */
export function unlocalised(): string[] {
  const found: string[] = [];
  for (const { file, syntax } of sources()) {
    if (spoken.test(file)) continue;
    const tell = (node: ts.Node): void => {
      if (isTranslated(node) || ts.isFunctionLike(node) || ts.isObjectLiteralExpression(node))
        return;
      if (ts.isStringLiteralLike(node) && words.test(node.text)) {
        found.push(`${file}:${lineOf(node)}: ${node.text}`);
      } else if (ts.isTemplateExpression(node) && words.test(plainTextOf(node))) {
        found.push(`${file}:${lineOf(node)}: ${node.getText()}`);
      }
      ts.forEachChild(node, tell);
    };
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
        if (saying.test(nameOf(node.expression))) node.arguments?.forEach(tell);
      } else if (ts.isPropertyAssignment(node) && shown.test(node.name.getText())) {
        tell(node.initializer);
      }
      ts.forEachChild(node, visit);
    };
    visit(syntax);
  }
  return [...new Set(found)];
}

function nameOf(callee: ts.Expression): string {
  return ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText();
}

function plainTextOf({ head, templateSpans }: ts.TemplateExpression): string {
  return [head, ...templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join('0');
}
