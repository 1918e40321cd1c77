import ts from 'typescript';
import type { Tool } from '../tool.ts';

const world = `
declare var process: { readonly env: Record<string, string | undefined> };
declare namespace JSX { interface Element { readonly kind: 'element' } interface ElementAttributesProperty { props: unknown } }
declare class Client { constructor(props: unknown); readonly props: { name?: string; apiKey?: string; header?: string; onError?: (e: unknown) => void } }
declare function log(e: unknown): void;
declare function start(key?: string): void;
`;
const options: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  jsx: ts.JsxEmit.Preserve,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ES2022,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  experimentalDecorators: true,
  types: [],
};

/** What the type checker says of each text, each a module of its own. */
function check(texts: readonly string[]): readonly string[] {
  const contents = new Map([['/world.d.ts', world]]);
  for (const [at, text] of texts.entries()) contents.set(`/c${at}.tsx`, `${text}\nexport {};\n`);
  const host = ts.createCompilerHost(options);
  const disk = ts.createCompilerHost(options);
  host.fileExists = (name) => contents.has(name) || disk.fileExists(name);
  host.readFile = (name) => contents.get(name) ?? disk.readFile(name);
  host.getSourceFile = (name, how) => {
    const text = contents.get(name);
    return text === undefined
      ? disk.getSourceFile(name, how)
      : ts.createSourceFile(name, text, how, true);
  };
  const program = ts.createProgram([...contents.keys()], options, host);
  return texts.map((_, at) => {
    const file = program.getSourceFile(`/c${at}.tsx`);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
      .join('\n');
  });
}

/** TypeScript as strict as it can be asked to be. */
export const typescript: Tool = {
  name: 'tsc',
  language: 'typescriptreact',
  probe: [process.execPath, '--version'],
  wholes: [(piece) => piece],
  judge: check,
};
