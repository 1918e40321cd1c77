/** A byte order mark as it looks in the latin1 view, and as text. */
const BOMS = ['\u00ef\u00bb\u00bf', '\uFEFF'];

/**
 * One byte, one character: positions in this view are positions in the file, and what is not
 * touched comes back as it was, whatever its encoding.
 */
export function latin1View(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

export function bytesOf(view: string): Uint8Array {
  return Buffer.from(view, 'latin1');
}

/** What ordinary text (a name, a quoted value) looks like in the latin1 view. */
export function toView(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** The text as UTF-8 readers see it; bytes that are not UTF-8 become U+FFFD. */
export function toText(view: string): string {
  return Buffer.from(view, 'latin1').toString('utf8');
}

/** Where the first line begins: behind the byte order mark. Takes views and texts. */
export function textStart(view: string): number {
  return BOMS.find((bom) => view.startsWith(bom))?.length ?? 0;
}

/** The line ending that most lines have; `\n` for a file without any. */
export function majorityLineEnd(view: string): '\n' | '\r\n' {
  const all = view.split('\n').length - 1;
  const carriageReturns = view.split('\r\n').length - 1;
  return carriageReturns * 2 > all ? '\r\n' : '\n';
}

/** The view with one line more at its end, and its last line ended where it was not. */
export function appendLine(view: string, line: string): string {
  const lineEnd = majorityLineEnd(view);
  const open = view.length > textStart(view) && !view.endsWith('\n');
  return `${view}${open ? lineEnd : ''}${line}${lineEnd}`;
}

/** The line, counted from 1, that a position is on. */
export function lineAt(view: string, position: number): number {
  return view.slice(0, position).split('\n').length;
}

/** The same for positions that only grow, each line counted once. */
export function createLineCount(view: string): (position: number) => number {
  let [line, next] = [1, view.indexOf('\n')];
  return (position) => {
    for (; next !== -1 && next < position; next = view.indexOf('\n', next + 1)) line += 1;
    return line;
  };
}
