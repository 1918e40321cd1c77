/** The offset of the line after the last match; of the first line where nothing matches. */
export function afterLast(text: string, pattern: RegExp): number {
  const last = [...text.matchAll(pattern)].at(-1);
  return last ? afterLineAt(text, last.index + last[0].length) : afterShebang(text);
}

/**
 * The offset of the first line of a Python module that may hold an import: behind the shebang,
 * comments, the docstring and what must come from `__future__` first.
 */
export function afterPreamble(text: string): number {
  const comments = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*/;
  let at = comments.exec(text)?.[0].length ?? 0;
  const docstring =
    /^[rRuU]?("""|''')[^]*?\1[^\n]*(?:\n|$)|^[rRuU]?(["'])[^\n]*?\2[ \t\r]*(?:\n|$)/;
  at += docstring.exec(text.slice(at))?.[0].length ?? 0;
  const future = [...text.matchAll(/^from __future__ import (?:\([^)]*\)|[^\n]*)/gm)].at(-1);
  return future ? afterLineAt(text, future.index + future[0].length) : at;
}

function afterLineAt(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

function afterShebang(text: string): number {
  return text.startsWith('#!') ? afterLineAt(text, 0) : 0;
}
