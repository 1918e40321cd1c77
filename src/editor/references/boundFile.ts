import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { findSecrets } from '../../domain/secrets/secretFormat.ts';
import { readWhole } from '../../files/readWhole.ts';

/** Larger ones are no files of variables, and would be felt. In bytes. */
const MOST_BYTES = 4 * 1024 * 1024;

/** A file whose content decides what runs, as far as a consent is bound to it. */
export interface BoundFile {
  readonly file: string;
  /** A digest of its bytes, or why there is none. */
  readonly content: string;
  /** Each byte one character; values of keys are left out. */
  readonly text: string;
}

/**
 * Reads what is going to be read. Values of keys do not count: a rotation changes nothing of what runs.
 * Never waits for a pipe, and never throws: a file that is not there is something else than one that is.
 */
export async function boundFile(file: string): Promise<BoundFile> {
  try {
    const whole = await readWhole(await realpath(file), { mostBytes: MOST_BYTES });
    if (whole === undefined || whole === 'too-large') {
      return { file, content: whole ?? 'no-file', text: '' };
    }
    if (whole.isChanging) return { file, content: 'changing', text: '' };
    let text = whole.bytes.toString('latin1');
    for (const { value } of findSecrets(text)) text = text.replaceAll(value, '');
    return { file, content: createHash('sha256').update(text).digest('base64url'), text };
  } catch (error) {
    return { file, content: Object(error) === error ? codeOf(error as object) : '', text: '' };
  }
}

function codeOf(error: object): string {
  return 'code' in error ? String(error.code) : 'unreadable';
}

/** The variables that a file gives, with the rest of the line of each. */
export function assignmentsIn({ text }: Pick<BoundFile, 'text'>): (readonly [string, string])[] {
  const found = text.matchAll(/^[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*[=:](.*)$/gm);
  return [...found].map(([, name = '', value = '']) => [name, value] as const);
}

/** The names of the variables that a file gives, each once. */
export function variablesIn(file: BoundFile): readonly string[] {
  return [...new Set(assignmentsIn(file).map(([name]) => name))];
}

/** The scripts of a `package.json`, as a line; empty where it has none or cannot be read. */
export function scriptsIn({ text }: BoundFile): string {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'latin1').toString('utf8'));
    const scripts = (Object(parsed) as Readonly<Record<string, unknown>>)['scripts'];
    return scripts === undefined ? '' : JSON.stringify(scripts);
  } catch {
    return '';
  }
}
