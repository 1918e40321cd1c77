/** What a shape may stand in: the whole file for the text of a shape, which has no newline at its end. */
export interface Surrounding {
  readonly name: string;
  readonly file: (text: string) => string;
}

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
const between = (text: string): string => `# settings\nA=1\n${text}\nB="2"\n`;

export const surroundings: readonly Surrounding[] = [
  { name: 'alone', file: (text) => `${text}\n` },
  { name: 'at the end, unended', file: (text) => `A=1\nB="2"\n${text}` },
  { name: 'between', file: between },
  { name: 'before a comment', file: (text) => `${text}\nA='1'\nexport B=2\n\n# end` },
  { name: 'carriage returns', file: (text) => crlf(between(text)) },
  { name: 'carriage returns, unended', file: (text) => crlf(`A=1\nB="2"\n${text}`) },
  { name: 'mixed ends of lines', file: (text) => `A=1\r\n${text}\nB="2"\n` },
  { name: 'byte order mark', file: (text) => `\uFEFF${text}\nB="2"\n` },
];
