import type { Reading } from './reading.ts';

const NAME = String.raw`(?:export\s+)?([\w.-]+)`;
const SEPARATOR = String.raw`(?:\s*=\s*?|:\s+?)`;
const quoted = (mark: string): string => String.raw`\s*${mark}(?:\\${mark}|[^${mark}])*${mark}`;
const COMMENT = String.raw`\s*(?:#.*)?`;

const VALUE = [quoted("'"), quoted('"'), quoted('`'), String.raw`[^#\r\n]+`].join('|');
const ASSIGNMENT = new RegExp(`^\\s*${NAME}${SEPARATOR}(${VALUE})?${COMMENT}$`, 'gm');

/** The value without its quotes; `\n` and `\r` are expanded between double quotes only. */
function unquote(raw: string): string {
  const trimmed = raw.trim();
  const inner = trimmed.replace(/^(['"`])([\s\S]*)\1$/gm, '$2');
  if (!trimmed.startsWith('"')) return inner;
  return inner.replaceAll('\\n', '\n').replaceAll('\\r', '\r');
}

/**
 * npm `dotenv` 16, 17 and 18, which share one pattern; `dotenvx`, Vite and everything else built on
 * them find the same assignments and then expand the values. A pattern that looks for assignments
 * anywhere at the start of a line: what it cannot place it passes over, so a quote that is never
 * closed ends with its line.
 */
export function readLikeDotenv(text: string): Reading {
  const values = new Map<string, string>();
  for (const [, name = '', raw = ''] of text.replace(/\r\n?/g, '\n').matchAll(ASSIGNMENT)) {
    values.set(name, unquote(raw));
  }
  return values;
}
