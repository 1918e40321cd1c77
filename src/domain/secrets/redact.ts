import { Secret } from './secret.ts';
import { findSecrets, type FoundSecret } from './secretFormat.ts';

const mask = '***';

// Cut short or glued to a word, a value is still a value: no end is required here.
const ourFormats = /(grk_live|krl_local)_[0-9a-z]{20,30}_[0-9a-f]*/g;
const schemes = /\b(bearer|basic)(\s+)[\w.~+/=-]{6,}/gi;
const userInfo = /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/?#@"']{1,256}@/gi;

// `name: value`, `name=value`, `"name": "value"`, and the same inside a JSON text in a JSON text.
const separator = '(?:\\\\*["\'])?\\s{0,4}[:=]\\s{0,4}';
const quoted = '"(?:[^"\\\\]|\\\\.)*"?|\'[^\']*\'?|\\\\+["\'][^"\']*';
const nothing = '(?!(?:null|undefined|true|false)\\b)';
// The bounds keep matching linear: a line may be long and be made of one word.
const secretName =
  '[\\w-]{0,40}(?:secret|password|passwd|token|jwt-assertion|api[-_]?key(?![\\w-]))[\\w-]{0,40}';

const headers = new RegExp(
  `((?:proxy-)?authorization|(?:set-)?cookie)(${separator})(${quoted}|\\[[^\\]]*\\]?|[^\\r\\n]+)`,
  'gi',
);
const fields = new RegExp(
  `(?<![\\w-])(${secretName})(${separator})${nothing}(${quoted}|\\[[^\\]]*\\]?|\\{[^}]*\\}?|[^\\s,;&"')}\\]]+)`,
  'gi',
);

/**
 * The text without anything that looks like a credential: these secrets exactly (also as they look
 * inside JSON and URLs), values of our two formats, and what stands in fields named like
 * `Authorization`, `Cookie` or `…secret…`. For every line that reaches a log.
 */
export function redact(text: string, secrets: readonly (Secret | string)[] = []): string {
  let clean = withoutWritten(text);
  for (const value of spellings(secrets)) clean = clean.replaceAll(value, mask);
  return clean
    .replace(ourFormats, `$1_${mask}`)
    .replace(headers, maskValue)
    .replace(fields, maskValue)
    .replace(schemes, `$1$2${mask}`)
    .replace(userInfo, `$1${mask}@`);
}

let find: (text: string) => readonly FoundSecret[] = findSecrets;

/** Has redaction see whatever a search sees that is loaded later than it. */
export function redactWith(search: typeof find): void {
  find = search;
}

/** Without the values that are written in another form than the patterns know. */
function withoutWritten(text: string): string {
  let [clean, begun] = [text, text.length];
  for (const { value, index, end } of find(text).toReversed()) {
    // Of two in one code, one goes with the other.
    if (end - index === value.length || end > begun) continue;
    clean = `${clean.slice(0, index)}${value.replace(ourFormats, `$1_${mask}`)}${clean.slice(end)}`;
    begun = index;
  }
  return clean;
}

/** Keeps quotes and brackets, so that what was JSON still is. */
function maskValue(_: string, name: string, between: string, value: string): string {
  const quote = /^\\*["']/.exec(value)?.[0];
  if (quote !== undefined) {
    // Of an escaped quote, the value ends before the quote and after its backslashes.
    const end = quote.length === 1 ? quote : quote.slice(0, -1);
    return `${name}${between}${quote}${mask}${end}`;
  }
  if (value.startsWith('[')) return `${name}${between}["${mask}"]`;
  return `${name}${between}${value.startsWith('{') ? `{"${mask}":0}` : mask}`;
}

/** Longest first, so that a secret which contains another one goes as a whole. */
function spellings(secrets: readonly (Secret | string)[]): string[] {
  const values = new Set<string>();
  for (const secret of secrets) {
    const value = secret instanceof Secret ? secret.reveal() : secret;
    // Shorter ones would tear every text apart and hide nothing.
    if (value.length < 4) continue;
    values.add(value);
    values.add(JSON.stringify(value).slice(1, -1));
    values.add(encodeURIComponent(value));
  }
  return [...values].sort((a, b) => b.length - a.length);
}
