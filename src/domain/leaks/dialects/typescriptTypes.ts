import { openBrackets } from '../openBrackets.ts';

/** The fields of an interface are types, and the members of an enumeration constants. */
function isTypeBody(before: string): boolean {
  const [inner] = openBrackets(before);
  if (inner?.sign !== '{') return false;
  if (/\b(?:interface|enum)\s+\w+[^{};=]*$/.test(inner.head)) return true;
  // A class has no value behind a colon.
  return /\bclass\b[^{}()=;]*$/.test(inner.head) && /:\s*$/.test(before);
}

/** Behind the name of a parameter, or of a list of them. */
function isOfParameter(before: string, after: string): boolean {
  const [inner] = openBrackets(before);
  if (inner?.sign === '(') {
    const own = before.slice(inner.head.length + 1);
    if (
      /(?:^|,)\s*(?:(?:public|private|protected|readonly|override)\s+)*[\w$]+\??\s*:\s*$/.test(own)
    )
      return true;
  }
  return /\)\s*:\s*$/.test(before) && /^\s*(?:\{|=>)/.test(after);
}

/** Whether a literal is a type, or has to stay a constant for one: a value that is read is none. */
export function isType(before: string, after: string): boolean {
  return (
    /(?:^|[\n;])[ \t]*(?:export\s+)?(?:declare\s+)?type\s+\w+(?:<[^;{}]*>)?\s*=[^;]*$/.test(
      before,
    ) ||
    /\b(?:const|let|var)\s+\w+!?\s*:\s*[^=;\n]*$|<const>\s*$/.test(before) ||
    /(?<!\|)\|\s*$|\b(?:as|satisfies|extends|keyof|is)\s+$|\w<\s*$|\b(?:declare|abstract)\b[^\n;]*$/.test(
      before,
    ) ||
    /^\s*(?:as\s+const\b|\|(?!\|))/.test(after) ||
    (/[<,]\s*[A-Z]\w*(?:\s+extends\s[^<>=]*)?\s*=\s*$/.test(before) && /^\s*[,>]/.test(after)) ||
    (/\w<(?:[^<>();={}]|<(?:[^<>();={}]|<[^<>();={}]*>)*>)*,\s*$/.test(before) &&
      /^\s*[,>]/.test(after)) ||
    // The type of a field of another one.
    /(?::|\b(?:as|keyof|extends)|[<|&])\s*[A-Z][\w.]*\[\s*$/.test(before) ||
    isOfParameter(before, after) ||
    isTypeBody(before)
  );
}
