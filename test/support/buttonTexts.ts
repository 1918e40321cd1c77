import ts from 'typescript';
import { isTranslated, lineOf, sources } from '../../packaging/l10n/messages.ts';

export interface ButtonText {
  readonly text: string;
  /** `src/commands/x.ts:12` */
  readonly at: string;
  /** The command that it runs as the palette does, without arguments. */
  readonly runs?: string;
}

/** Functions that make a button, a row or a step of what they are called with. */
const makers = /^(command|door|row|button|remedy|confirmOnProduction)$/;

/** Whether the text of a property is a button, a menu's line or the title of a question. */
function isShown(property: ts.PropertyAssignment): boolean {
  const object = property.parent;
  const has = (name: string) =>
    object.properties.some((each) => each.name !== undefined && each.name.getText() === name);
  switch (property.name.getText()) {
    case 'label':
      return has('command');
    case 'tooltip':
      return has('iconPath');
    case 'title':
      return has('placeHolder') || has('prompt') || has('none') || has('command');
    default:
      return false;
  }
}

/** The texts of `src` and `webview` that stand on a button, in a menu or above a question. */
export function buttonTexts(): readonly ButtonText[] {
  return [...sources()].flatMap(({ file, syntax }) => textsOf(file, syntax));
}

function textsOf(file: string, syntax: ts.SourceFile): ButtonText[] {
  const found: ButtonText[] = [];
  const named = constantsOf(syntax);
  const take = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const text = named.get(node.text);
      if (text) take(text);
    } else if (ts.isConditionalExpression(node)) {
      take(node.whenTrue);
      take(node.whenFalse);
    } else if (ts.isSpreadElement(node)) take(node.expression);
    else if (ts.isArrayLiteralExpression(node)) node.elements.forEach(take);
    else if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) take(node.expression);
    else if (isTranslated(node)) {
      const [text] = node.arguments;
      if (text && ts.isStringLiteralLike(text)) {
        const runs = commandBeside(node);
        const at = `${file}:${lineOf(text)}`;
        found.push({ text: text.text, at, ...(runs === undefined ? {} : { runs }) });
      }
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAssignment(node)) {
      const name = node.name.getText();
      if (name === 'buttons' || isShown(node)) take(node.initializer);
    } else if (ts.isCallExpression(node)) {
      const callee = node.expression.getText();
      if (/^notify\.|^tell$|window\.show\w+Message$/.test(callee))
        node.arguments.slice(1).forEach(take);
      else if (makers.test(callee)) node.arguments.forEach(take);
    } else if (isTranslated(node)) return;
    if (isTranslated(node)) {
      const [text] = node.arguments;
      // A row of a list that does something has an icon.
      if (text && ts.isStringLiteralLike(text) && /^\$\((?!info|warning)/.test(text.text))
        take(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return found;
}

/** `const copy = t('Copy Secret')`, by name. */
function constantsOf(syntax: ts.SourceFile): ReadonlyMap<string, ts.Expression> {
  const named = new Map<string, ts.Expression>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      named.set(node.name.text, node.initializer);
    }
    ts.forEachChild(node, visit);
  };
  visit(syntax);
  return named;
}

/** Of `{ label: t('…'), command: 'keyrail.…' }`, which passes nothing that would answer a question. */
function commandBeside(label: ts.Node): string | undefined {
  const object = label.parent.parent;
  if (!ts.isObjectLiteralExpression(object) || object.properties.length !== 2) return undefined;
  for (const property of object.properties) {
    if (!ts.isPropertyAssignment(property) || property.name.getText() !== 'command') continue;
    if (ts.isStringLiteralLike(property.initializer)) return property.initializer.text;
  }
  return undefined;
}
