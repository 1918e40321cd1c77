/**
 * A text without the characters at its end that are of one kind. A pattern like `[ \t]+$` looks at a run of
 * blanks again from each blank in it, also where the run is not at the end.
 */
export function withoutTail(text: string, isTail: (character: string) => boolean): string {
  let end = text.length;
  while (end > 0 && isTail(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
