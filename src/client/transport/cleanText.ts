import { redact } from '../../domain/secrets/redact.ts';
import { withoutMarkup } from '../../wire/withoutMarkup.ts';
import { withoutUnseen } from '../../wire/withoutUnseen.ts';

const TOKEN_SHAPE = /\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g;
// Text from a server must not be able to rearrange or hide what stands around it.
const INVISIBLE = /[\p{Cf}\p{Cs}]+/gu;
const CONTROLS = /[\p{Cc}\s]+/gu;

const SECRET_FIELD = /secret|password|token|authorization|cookie|api[-_]?key$/i;

const MAX_DEPTH = 4;
const MAX_ENTRIES = 50;

/**
 * Makes a server's text fit to be shown and logged: known secrets and anything that looks like one
 * become `***`, invisible characters go, the length is limited.
 */
export function cleanText(text: string, secrets: readonly string[], maxLength = 300): string {
  const plain = text.replace(INVISIBLE, '').replace(CONTROLS, ' ').trim();
  // Whole values go before the cut, so that none is cut in two; the patterns cost more and run after.
  const known = secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), plain);
  const clean = redact(known.slice(0, 4096), secrets).replace(TOKEN_SHAPE, '***');
  const shown = withoutMarkup(withoutUnseen(clean)).trim();
  return shown.length > maxLength ? `${shown.slice(0, maxLength - 1)}…` : shown;
}

/** A copy of an error's `details` that is bounded in depth and size, every text in it cleaned. */
export function cleanDetails(
  details: Readonly<Record<string, unknown>>,
  secrets: readonly string[],
): Record<string, unknown> {
  return cleanRecord(details, secrets, 1);
}

function cleanRecord(
  record: object,
  secrets: readonly string[],
  depth: number,
): Record<string, unknown> {
  const entries = Object.entries(record).slice(0, MAX_ENTRIES);
  return Object.fromEntries(
    entries.map(([key, value]) => [
      cleanText(key, secrets, 60),
      SECRET_FIELD.test(key) ? '***' : cleanValue(value, secrets, depth),
    ]),
  );
}

function cleanValue(value: unknown, secrets: readonly string[], depth: number): unknown {
  if (typeof value === 'string') return cleanText(value, secrets);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return '…';
  if (Array.isArray(value)) {
    return value.slice(0, MAX_ENTRIES).map((item: unknown) => cleanValue(item, secrets, depth + 1));
  }
  return cleanRecord(value, secrets, depth + 1);
}

/** The first plain words of a text body, or nothing where the first word is not plain. */
export function firstWords(text: string, secrets: readonly string[]): string {
  const words: string[] = [];
  for (const word of cleanText(text, secrets, 120).split(' ')) {
    // A token with digits or symbols may be a value; words of a sentence are not.
    if (!/^[A-Za-z]{1,16}[.,:;]?$/.test(word) || words.length === 8) break;
    words.push(word);
  }
  return words.join(' ');
}
