/** Sets our lines apart from what the workbench itself logs through the same console. */
const mark = '\u2063keyrail-test\u2063';

export const markLine = (line: string) => mark + line;

/** The line that was marked, or `undefined` for somebody else's. */
export const markedLine = (text: unknown) =>
  typeof text === 'string' && text.startsWith(mark) ? text.slice(mark.length) : undefined;
