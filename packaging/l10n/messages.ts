import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { root } from '../../test/support/root.mjs';

/** One call of `t`: what it says and where it stands. */
export interface Message {
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

/** Every TypeScript file that people's sentences can come from, with its syntax. */
export function* sources(): Generator<{ file: string; syntax: ts.SourceFile }> {
  for (const file of globSync(['src/**/*.ts', 'webview/**/*.ts'], { cwd: root }).sort()) {
    const code = readFileSync(path.join(root, file), 'utf8');
    yield {
      file: file.replaceAll('\\', '/'),
      syntax: ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true),
    };
  }
}

/** Whether a node is a call of `t` from `@vscode/l10n`; the name is not used for anything else. */
export function isTranslated(node: ts.Node): node is ts.CallExpression {
  return (
    ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't'
  );
}

export function lineOf(node: ts.Node): number {
  const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
  return line + 1;
}

/**
 * What `t` is called with, everywhere.
 *
 * @throws Error for a call whose message is not written out, so that nobody could translate it
 */
export function messages(): Message[] {
  const found: Message[] = [];
  for (const { file, syntax } of sources()) {
    const visit = (node: ts.Node): void => {
      if (isTranslated(node)) {
        const [message] = node.arguments;
        const line = lineOf(node);
        if (!message || !ts.isStringLiteralLike(message)) {
          throw new Error(`${file}:${line}: t() needs its message written out as one string.`);
        }
        found.push({ text: message.text, file, line });
      }
      ts.forEachChild(node, visit);
    };
    visit(syntax);
  }
  return found;
}

/** The bundle in English: every message once, under itself, in alphabetical order. */
export function bundleOf(said: readonly Message[]): string {
  const texts = [...new Set(said.map(({ text }) => text))].sort();
  return `${JSON.stringify(Object.fromEntries(texts.map((text) => [text, text])), null, 2)}\n`;
}
