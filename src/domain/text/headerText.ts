import { t } from '@vscode/l10n';

const ours =
  /^(host|content-length|content-type|transfer-encoding|connection|upgrade|te|trailer|expect|accept|accept-encoding|user-agent|x-request-id|idempotency-key)$/i;
const name = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;

/** What is wrong with the header names of a connection, as a sentence; `undefined` when nothing is. */
export function headerNameProblem(names: readonly string[]): string | undefined {
  const lower = names.map((each) => each.toLowerCase());
  const wrong = names.find((each) => !name.test(each));
  if (wrong !== undefined) return t('A header name has letters, digits and hyphens.');
  const taken = names.find((each) => ours.test(each));
  if (taken !== undefined) return t('Keyrail sets {0} itself.', taken);
  const twice = names.find((each, index) => lower.indexOf(each.toLowerCase()) !== index);
  return twice === undefined ? undefined : t('{0} is named twice.', twice);
}

/** What is wrong with the value of a header, as a sentence; `undefined` when nothing is. */
export function headerValueProblem(text: string): string | undefined {
  const value = text.trim();
  if (value === '') return t('It cannot be empty.');
  if (value.length > 8192) return t('It is longer than 8 KiB.');
  return /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
    ? undefined
    : t('It has a character that a header cannot carry.');
}
