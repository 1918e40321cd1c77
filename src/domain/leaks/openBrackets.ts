/** A bracket that is open where something stands. */
export interface OpenBracket {
  readonly sign: string;
  /** What stands before it, of this text. */
  readonly head: string;
}

const quoted = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g;
const partner: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** The brackets that this text leaves open, the innermost first. Those in its literals are none. */
export function openBrackets(before: string): readonly OpenBracket[] {
  const code = before.replaceAll(quoted, (literal) => `"${'_'.repeat(literal.length - 2)}"`);
  const found: OpenBracket[] = [];
  const closed: string[] = [];
  for (let at = code.length - 1; at >= 0; at--) {
    const sign = code[at] ?? '';
    const opens = partner[sign];
    if (opens !== undefined) closed.push(opens);
    else if (sign === closed.at(-1)) closed.pop();
    else if ('([{'.includes(sign)) found.push({ sign, head: code.slice(0, at) });
  }
  return found;
}

/** True inside the arguments of an annotation: `@Name(`, however deep. */
export function isInAnnotation(before: string): boolean {
  return openBrackets(before).some(({ sign, head }) => sign === '(' && /@[\w.:]+\s*$/.test(head));
}
