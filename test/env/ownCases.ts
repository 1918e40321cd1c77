import { shapes, type Shape } from './shapes.ts';
import { surroundings } from './surroundings.ts';

/** What to set in a file, and how somebody who knows nothing of grammars would do it. */
export interface OwnEdit {
  readonly variable: string;
  readonly value: string;
  /** Whole files; where a refused edit could have been made by one of them, it was refused wrongly. */
  readonly naive: readonly string[];
}

export interface OwnCase {
  readonly name: string;
  readonly shape: Shape;
  readonly text: string;
  readonly edits: readonly OwnEdit[];
}

const MARK = /⟦([^⟧]*)⟧/;
const shown = (text: string): string => text.replace(/[⟦⟧]/g, '');

/** One value for each form: without quotes, in single ones, in double ones. */
const values: readonly (readonly [value: string, written: string])[] = [
  ['kpk_dev_Zx4Qp8Lr2mN9tVbY6sKd3wEa81cZ0hU7gJ5o', 'kpk_dev_Zx4Qp8Lr2mN9tVbY6sKd3wEa81cZ0hU7gJ5o'],
  ['with space # and "quotes"', `'with space # and "quotes"'`],
  ["it's; a & b", `"it's; a & b"`],
];

function appended(text: string, line: string): string {
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  return `${text}${text === '' || text.endsWith('\n') ? '' : end}${line}${end}`;
}

function editsOf(marked: string, turn: number): OwnEdit[] {
  const text = shown(marked);
  const at = (offset: number) => values[(turn + offset) % values.length] ?? ['', ''];
  const [target, neighbour, fresh] = [at(0), at(1), at(2)];
  const put = MARK.test(marked)
    ? marked.replace(MARK, () => target[1])
    : appended(text, `API_KEY=${target[1]}`);
  const edits = [{ variable: 'API_KEY', value: target[0], naive: [put] }];
  const other = /^(export )?B="?2"?(?=\r?$)/m;
  if (other.test(text)) {
    const naive = [text.replace(other, (_, head = '') => `${String(head)}B=${neighbour[1]}`)];
    edits.push({ variable: 'B', value: neighbour[0], naive });
  }
  const naive = [appended(text, `KEYRAIL_NEW=${fresh[1]}`)];
  return [...edits, { variable: 'KEYRAIL_NEW', value: fresh[0], naive }];
}

/** Every shape in every surrounding, each with its edits: the shape's own, a neighbour's, a new one. */
export function ownCases(): OwnCase[] {
  return shapes.flatMap((shape, at) =>
    surroundings.map((surrounding, of) => {
      const marked = surrounding.file(shape.text);
      const name = `${shape.name}, ${surrounding.name}`;
      return { name, shape, text: shown(marked), edits: editsOf(marked, at + of) };
    }),
  );
}
