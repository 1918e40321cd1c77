import { MAX_BYTES } from '../../files/guardedRead.ts';
import { latin1View, lineAt } from './fileText.ts';
import { refuse, type Refusal } from './refusal.ts';
import { readStatements, type Statement } from './statements.ts';

/** A file that all readers split into the same statements. */
export interface RegularFile {
  readonly kind: 'regular';
  readonly view: string;
  /** Those that assign or may concern the variable that was asked for. */
  readonly statements: readonly Statement[];
}

/** The rules that came out of hundreds of real files: what is odd anywhere is refused everywhere. */
export function readRegularFile(bytes: Uint8Array, variable: string): RegularFile | Refusal {
  const text = readText(bytes);
  if (text.kind === 'refused') return text;
  const { view } = text;
  const { statements, irregular } = readStatements(view, variable);
  if (irregular !== undefined) return refuse(irregular.code, lineAt(view, irregular.position));
  return { kind: 'regular', view, statements };
}

/** The latin1 view of what is text by its bytes. */
export function readText(
  bytes: Uint8Array,
): { readonly kind: 'text'; readonly view: string } | Refusal {
  if (bytes.byteLength > MAX_BYTES) return refuse('too-large');
  const view = latin1View(bytes);
  const utf16 = view.startsWith('\u00ff\u00fe') || view.startsWith('\u00fe\u00ff');
  if (utf16 || view.includes('\0')) return refuse('not-text');
  const loneReturn = view.includes('\r') ? view.search(/\r(?!\n)/) : -1;
  if (loneReturn !== -1) return refuse('lone-carriage-return', lineAt(view, loneReturn));
  return { kind: 'text', view };
}
