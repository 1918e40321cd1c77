const ours =
  /^(host|content-length|content-type|transfer-encoding|connection|upgrade|te|trailer|expect|accept|accept-encoding|user-agent|x-request-id|idempotency-key)$/i;
const name = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;

/** What is wrong with the header names of a connection, as a sentence; `undefined` when nothing is. */
export function headerNameProblem(names: readonly string[]): string | undefined {
  const lower = names.map((each) => each.toLowerCase());
  const wrong = names.find((each) => !name.test(each));
  if (wrong !== undefined) return 'A header name has letters, digits and hyphens.';
  const taken = names.find((each) => ours.test(each));
  if (taken !== undefined) return `Keyrail sets ${taken} itself.`;
  const twice = names.find((each, index) => lower.indexOf(each.toLowerCase()) !== index);
  return twice === undefined ? undefined : `${twice} is named twice.`;
}

/** What is wrong with the value of a header, as a sentence; `undefined` when nothing is. */
export function headerValueProblem(text: string): string | undefined {
  const value = text.trim();
  if (value === '') return 'It cannot be empty.';
  if (value.length > 8192) return 'It is longer than 8 KiB.';
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
    ? undefined
    : 'It has a character that a header cannot carry.';
}
