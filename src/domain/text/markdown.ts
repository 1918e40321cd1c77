/** Texts of servers and people inside Markdown: one line, and nothing in them is markup. */
export function plainText(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]()#+!|<>~&]/g, '\\$&')
    .replace(addresses, '\\$&')
    .replace(/^(\d*)([-=.])/, '$1\\$2');
}

/** What is made a link of although nothing says so: addresses of the web and of mail. */
const addresses = /:(?=\/\/)|(?<=www)\.|@/gi;

/** A value as it is, to be compared or copied. */
export function codeText(text: string): string {
  return `\`${oneLine(text).replaceAll('`', "'")}\``;
}

/** A server's text must not start a new line or end the code it stands in. */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, ' ').trim();
}

/** A table; the cells are Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
