import type { Dialect } from '../dialect.ts';
import { afterLast } from '../importPlace.ts';
import { openBrackets } from '../openBrackets.ts';
import { slashes, double, backtick, character, call, line, never } from './pieces.ts';

const goWith = (prefix: string): Dialect => ({
  skip: [...slashes, character],
  literals: [double, backtick],
  access: call(`${prefix}Getenv`),
  join: ' + ',
  constantAfter: /(?:^|[\n;{])\s*const\s+\w[^\n]*(?:[+(]\n[^\n]*)*$|\[\s*len\(\s*$/,
  // Also in a block, and the tag of a field.
  constant: ({ before }) => {
    const [inner] = openBrackets(before);
    if (inner?.sign === '(' && /(?:^|\n)\s*(?:const|import)\s*$/.test(inner.head)) return true;
    return (
      inner?.sign === '{' &&
      /\bstruct\s*$/.test(inner.head) &&
      /\n[ \t]*\w[\w, ]*[ \t]+[\w.*[\]{}]+[ \t]*$/.test(before)
    );
  },
});
const usual = goWith('os.');
/** What follows all imports: a declaration, behind which a text may hold another program. */
const declared = /^(?:func|var|type|const)\b/m;
const afterImports = (text: string) =>
  afterLast(
    text.replaceAll(/\/\*[^]*?\*\/|\/\/[^\n]*/g, (comment) => comment.replaceAll(/[^\n]/g, ' ')),
    /^(?:package\s+\w+|import\s+(?:[\w.]+\s+)?"[^"\n]+"|import\s*\([^)]*\))[^\n]*$/gm,
    declared,
  );
/** What a program itself calls `os`, which hides the package. */
const hidesOs =
  /\bos\s*(?:,[^\n=]*)?:=|\b(?:var|func|type|const)\s+os\b|[(,]\s*os\s+[\w.*[\]]+\s*[,)]/;

export const go: Dialect = {
  ...usual,
  scoped: (text) => {
    const head = text
      .slice(0, declared.exec(text)?.index)
      .replaceAll(/\/\*[^]*?\*\/|\/\/[^\n]*/g, '');
    const imports = (head.match(/^import\s*(?:\([^)]*\)|[^\n]*)/gm) ?? []).join('\n');
    const alias = /(?:^import|[\n(;])[ \t]*([\w.]+[ \t]+)?"os"/m.exec(imports);
    const name = alias ? (alias[1]?.trim() ?? 'os') : '_';
    if (name === '.') return goWith('');
    if (name !== '_' && name !== 'os') return goWith(`${name}.`);
    const isOther = /(?:^import|[\n(;])[ \t]*(?:os[ \t]+"(?!os")|"[^"\n]*\/os(?:\/v\d+)?")/m;
    if (hidesOs.test(text) || isOther.test(imports)) {
      const needs = line(/^import sysos "os"/m, 'import sysos "os"', afterImports);
      return { ...goWith('sysos.'), needs };
    }
    return name === 'os' ? usual : { ...usual, needs: line(never, 'import "os"', afterImports) };
  },
};
