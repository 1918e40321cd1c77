/*
 * What nobody sees of a text, and what says nothing in it: sources of regular expressions. All of it may stand
 * within a value, and within another form of one.
 */

/** Signs without a width, one by one: as they are, and as the bytes of UTF-8 in a view of one byte each. */
const invisible = [
  String.raw`\u00c2\u00ad|\u00ef\u00bb\u00bf`,
  String.raw`\u00e2\u0080[\u008b-\u008f\u00aa-\u00ae]|\u00e2\u0081[\u00a0-\u00a4\u00a6-\u00a9]`,
  String.raw`[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]`,
].join('|');

/** One or more of them. */
export const unseen = `(?:${invisible})+`;

/** Colours, a place on the screen, a set of characters: orders to a terminal, but for those that hold a text. */
const toTerminal = String.raw`\u001b\[[0-?]*[ -\/]*[@-~]|\u001b[()][0-9A-Z]`;

/** All that says nothing, and may be taken out. */
export const silent = `${toTerminal}|${unseen}`;
