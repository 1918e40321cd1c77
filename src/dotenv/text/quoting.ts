/** How a value stands behind the `=`. */
export type QuotedForm = 'unquoted' | 'single' | 'double';

export interface Quoted {
  readonly form: QuotedForm;
  readonly text: string;
}

const PLAIN = /^[A-Za-z0-9_.+/=:@%,-]+$/;
/** Control characters except tab, line separators and byte order marks: readers part ways here. */
const UNWRITABLE = new RegExp(String.raw`[\0-\x08\n-\x1f\x7f-\x9f\u2028\u2029\uFEFF]`);

/**
 * The value in the form that every measured reader gives back exactly, or `undefined` when there is
 * none. Unquoted is the only form that `docker run --env-file` reads too; `$` is expanded even
 * between single quotes (dotenv-expand, Vite, Bun); dotenvx decrypts what begins with `encrypted:`.
 */
export function quote(value: string): Quoted | undefined {
  const writable = value !== '' && value.isWellFormed() && !UNWRITABLE.test(value);
  if (!writable || value.startsWith('encrypted:')) return undefined;
  if (PLAIN.test(value)) return { form: 'unquoted', text: value };
  if (!/['\\$]/.test(value)) return { form: 'single', text: `'${value}'` };
  if (!/["$`\\]/.test(value)) return { form: 'double', text: `"${value}"` };
  return undefined;
}
