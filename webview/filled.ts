/**
 * A sentence with elements in it: `t('{0} on {1}')` and what stands at {0} and {1}. The translation
 * decides where each of them comes.
 */
export function filled<T>(sentence: string, ...parts: readonly (T | string)[]): (T | string)[] {
  return sentence
    .split(/(\{\d+\})/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      const [, number] = /^\{(\d+)\}$/.exec(piece) ?? [];
      return number === undefined ? piece : (parts[Number(number)] ?? '');
    });
}
