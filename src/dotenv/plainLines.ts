const NAME = String.raw`(?:export )?([A-Za-z_]\w*)`;
const UNQUOTED = String.raw`[\w.+/=:@%,-]+`;
const SINGLE = String.raw`'[^'\\$\r\n]*'`;
const DOUBLE = String.raw`"[^"$\x60\\\r\n]*"`;
const COMMENT = String.raw`#[^\r\n]*`;
const ASSIGNMENT = `${NAME}=(?:(?:${UNQUOTED}|${SINGLE}|${DOUBLE})(?: *| +${COMMENT}))?`;
/** Printable ASCII and tabs, in a shape that leaves every reader at the start of the next line. */
const PLAIN = new RegExp(String.raw`(?:[ \t]*|${COMMENT}|${ASSIGNMENT})\r?(?:\n|$)`, 'y');
const UNCOMMON = /[^\t\n\r -~]/;

/**
 * The length of the beginning of a text that every reader reads alike, line by line. What follows
 * is read from the start of a line by all of them, so that only it need be compared.
 */
export function plainLength(text: string): number {
  const uncommon = text.search(UNCOMMON);
  const end = uncommon === -1 ? text.length : text.lastIndexOf('\n', uncommon) + 1;
  PLAIN.lastIndex = 0;
  let length = 0;
  while (length < end && PLAIN.test(text)) length = PLAIN.lastIndex;
  return Math.min(length, end);
}
