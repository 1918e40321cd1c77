import { realpath } from 'node:fs/promises';
import { basename } from 'node:path';
import * as z from 'zod/mini';
import { receiptNote, type AuditReceipt } from '../../domain/firstRun/receipt.ts';
import { readWhole } from '../../files/readWhole.ts';
import { writeText } from './auditFile.ts';

/** A receipt has a few hundred. */
const MOST_BYTES = 64 * 1024;

const receiptFile = z.object({
  filename: z.string(),
  format: z.enum(['jsonl', 'json']),
  from: z.nullable(z.string()),
  to: z.nullable(z.string()),
  contentType: z.string(),
  size: z.number(),
  sha256: z.nullable(z.string().check(z.regex(/^[0-9a-f]{64}$/i))),
  exportedAt: z.string(),
});

const suffix = '.receipt.json';

/** Where the receipt of an export lies: beside it. */
export function receiptPath(file: string): string {
  return file + suffix;
}

/** The export a receipt file is about, by its name; `undefined` for any other file. */
export function receiptSubject(file: string): string | undefined {
  return file.endsWith(suffix) ? file.slice(0, -suffix.length) : undefined;
}

/** Writes the receipt beside the export, with the note for whoever reads the file. */
export async function writeReceipt(file: string, receipt: AuditReceipt): Promise<string> {
  const path = receiptPath(file);
  const content = { ...receipt, note: receiptNote(receipt) };
  await writeText(path, `${JSON.stringify(content, undefined, 2)}\n`);
  return path;
}

/** The receipt beside an export; `undefined` when there is none or it is not one of ours. */
export async function readReceipt(file: string): Promise<AuditReceipt | undefined> {
  let text: string;
  try {
    const mostBytes = MOST_BYTES;
    const whole = await readWhole(await realpath(receiptPath(file)), { mostBytes });
    // A pipe, which would be waited for without an end, or what is too long to be a receipt.
    if (typeof whole !== 'object') return undefined;
    text = whole.bytes.toString('utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const parsed = receiptFile.safeParse(JSON.parse(text));
    // A receipt that names another file was put beside the wrong one.
    return parsed.success && parsed.data.filename === basename(file) ? parsed.data : undefined;
  } catch {
    // Not JSON: not a receipt.
    return undefined;
  }
}
