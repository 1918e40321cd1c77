/**
 * The offset of the line after the last match; of the first line where nothing matches.
 *
 * @param until what follows all of them: behind it, and in a text within the program, nothing counts
 */
export function afterLast(text: string, pattern: RegExp, until = /$^/): number {
  const end = until.exec(text)?.index ?? text.length;
  const last = [...text.matchAll(pattern)].findLast(({ index }) => index < end);
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
  // Only what says nothing, and others of its kind, may stand before it.
  const allowed =
    /^(?:[ \t]*(?:#[^\n]*)?\r?\n|(?:[rRuU]?(?:"[^"\n]*"|'[^'\n]*')[ \t]*)+\r?\n|from __future__ import (?:\([^)]*\)|[^\n]*)\r?\n?)*/;
  const head = at + (allowed.exec(text.slice(at))?.[0].length ?? 0);
  const futures = text.slice(0, head).matchAll(/^from __future__ import (?:\([^)]*\)|[^\n]*)/gm);
  const future = [...futures].at(-1);
  return future ? afterLineAt(text, future.index + future[0].length) : at;
}

function afterLineAt(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

function afterShebang(text: string): number {
  return text.startsWith('#!') ? afterLineAt(text, 0) : 0;
}
