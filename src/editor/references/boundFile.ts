import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { findSecrets } from '../../domain/secrets/secretFormat.ts';
import { readWhole } from '../../files/readWhole.ts';

/** Larger ones are no files of variables, and would be felt. In bytes. */
const MOST_BYTES = 4 * 1024 * 1024;

/** A file whose content decides what runs, as far as a consent is bound to it. */
export interface BoundFile {
  readonly file: string;
  /** A digest of its bytes; where there is none, why, with what tells that the file was changed. */
  readonly content: string;
  /** Each byte one character; values of keys are left out. */
  readonly text: string;
  /** Something is there that a program may read, and nobody has looked at it. */
  readonly isUnread: boolean;
}

/**
 * Reads what is going to be read. Values of keys do not count: a rotation changes nothing of what runs.
 * Never waits for a pipe, and never throws: a file that is not there is something else than one that is.
 */
export async function boundFile(file: string): Promise<BoundFile> {
  try {
    const real = await realpath(file);
    const whole = await readWhole(real, { mostBytes: MOST_BYTES });
    if (whole === undefined || whole === 'too-large' || whole.isChanging) {
      const why = typeof whole === 'object' ? 'changing' : (whole ?? 'no-file');
      return { file, content: `${why} ${await stateOf(real)}`, text: '', isUnread: true };
    }
    let text = whole.bytes.toString('latin1');
    for (const { index, end } of findSecrets(text).reverse())
      text = text.slice(0, index) + text.slice(end);
    const content = createHash('sha256').update(text).digest('base64url');
    return { file, content, text, isUnread: false };
  } catch (error) {
    const content = Object(error) === error ? codeOf(error as object) : '';
    return { file, content, text: '', isUnread: !/^(?:ENOENT|ENOTDIR)$/.test(content) };
  }
}

/** Of a file that is not read as a whole: who writes to it can set all of this but the last. */
async function stateOf(file: string): Promise<string> {
  const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

function codeOf(error: object): string {
  return 'code' in error ? String(error.code) : 'unreadable';
}

/** The variables that a file gives, with the rest of the line of each. */
export function assignmentsIn({ text }: Pick<BoundFile, 'text'>): (readonly [string, string])[] {
  const found = text.matchAll(/^[ \t]*(?:export[ \t]+)?"?([\w.-]+)"?[ \t]*[=:](.*)$/gm);
  return [...found].map(([, name = '', value = '']) => [name, value] as const);
}

/** The names of the variables that a file gives, each once. */
export function variablesIn(file: BoundFile): readonly string[] {
  return [...new Set(assignmentsIn(file).map(([name]) => name))];
}

/**
 * The scripts of a `package.json`, as a line; empty where it has none, `undefined` where it cannot be
 * read, which a package manager that is more lenient may do all the same.
 */
export function scriptsIn({ text, isUnread }: BoundFile): string | undefined {
  if (isUnread) return undefined;
  if (text === '') return '';
  try {
    // Package managers pass over the mark that some editors put first.
    const json = Buffer.from(text, 'latin1')
      .toString('utf8')
      .replace(/^\uFEFF/, '');
    const scripts = (Object(JSON.parse(json)) as Readonly<Record<string, unknown>>)['scripts'];
    return scripts === undefined ? '' : JSON.stringify(scripts);
  } catch {
    return undefined;
  }
}
