import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { processesFrom } from '../../support/processTree.ts';
import { filesWhose } from './filesWhose.ts';

/** The two formats that there are, with the whole of their value. */
const format = /(?:krl_local|grk_live)_[0-9a-z]{20,30}_[0-9a-f]{48}/g;
/** Longer than any value in any spelling: one may begin in one frame, or part, and end in the next. */
const overlap = 256;
/** So much of a file is looked at at once; a crash dump is larger. */
const partBytes = 8 * 1024 * 1024;

/**
 * Notes every secret that passes between a window and its extension host: all that are kept pass there
 * on their way to the keyring, so the product needs no hook for it.
 */
export function noteSecrets(page: Page, noted: Set<string>): void {
  page.on('websocket', (socket) => {
    const ends = { received: '', sent: '' };
    const look = (which: keyof typeof ends) => (frame: { payload: string | Buffer }) => {
      const text = ends[which] + Buffer.from(frame.payload).toString('latin1');
      for (const [secret] of text.matchAll(format)) noted.add(secret);
      ends[which] = text.slice(-overlap);
    };
    socket.on('framereceived', look('received'));
    socket.on('framesent', look('sent'));
  });
}

/** Where a secret was found: `file …`, `process …` or `page …`. Never the value. */
export type Place = string;

/** Every file below the folders that holds one of the secrets, in any of the usual spellings. */
export function filesThatHold(folders: readonly string[], secrets: ReadonlySet<string>): Place[] {
  const spellings = [...secrets].flatMap(spelled);
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
  const part = Buffer.alloc(partBytes);
  return files.filter((file) => doesHold(file, spellings, part)).map((file) => `file ${file}`);
}

/** `part`: room for what is looked at at once. */
function doesHold(file: string, spellings: readonly Buffer[], part: Buffer): boolean {
  const opened = ifThere(() => openSync(file, 'r'));
  if (opened === undefined) return false;
  try {
    for (let at = 0, kept = 0; ; kept = overlap) {
      const read = readSync(opened, part, kept, part.length - kept, at);
      if (read === 0) return false;
      const content = part.subarray(0, kept + read);
      if (spellings.some((each) => content.includes(each))) return true;
      at += read;
      if (kept + read < overlap) return false;
      part.copyWithin(0, kept + read - overlap, kept + read);
    }
  } finally {
    closeSync(opened);
  }
}

/** Files of a whole machine (server, browser profile, project) with the value of any key in the clear. */
export function filesWithSecret(machine: string): string[] {
  return filesWhose(machine, (content) => content.toString('latin1').search(format) >= 0);
}

/** Every process below this one in whose environment or arguments a secret stands; Linux tells. */
export function processesThatHold(root: number, secrets: ReadonlySet<string>): Place[] {
  return processesWhose(root, (content) => [...secrets].some((each) => content.includes(each)));
}

/** The same for the value of any key. */
export function processesWithSecret(root: number): Place[] {
  return processesWhose(root, (content) => content.toString('latin1').search(format) >= 0);
}

function processesWhose(root: number, doesHold: (content: Buffer) => boolean): Place[] {
  return processesFrom(root).flatMap(({ pid, name }) => {
    const held = ['environ', 'cmdline'].filter((part) => {
      const content = readIfThere(`/proc/${pid}/${part}`);
      return content && doesHold(content);
    });
    return held.map((part) => `process ${name} (${part})`);
  });
}

/** Every page of an extension whose html or state a secret stands in. */
export async function pagesThatHold(
  browser: BrowserContext,
  secrets: ReadonlySet<string>,
): Promise<Place[]> {
  const frames = browser
    .pages()
    .flatMap((page) => page.frames())
    .filter((frame) => frame.url().includes('fake.html') || frame.name() === 'active-frame');
  const held = await Promise.all(
    frames.map(async (frame) => {
      // A page that goes away while it is read holds nothing any more.
      const html = await frame.content().catch(() => '');
      return [...secrets].some((secret) => html.includes(secret)) ? [`page ${frame.url()}`] : [];
    }),
  );
  return held.flat();
}

/** Raw, as UTF-16, as hex, and as base64 from any of the three places where it may begin. */
function spelled(secret: string): Buffer[] {
  const bytes = Buffer.from(secret);
  return [
    bytes,
    Buffer.from(secret, 'utf16le'),
    Buffer.from(bytes.toString('hex')),
    ...[0, 1, 2].map((shift) => {
      const padded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
      // Without the ends, which depend on what stands around it.
      return Buffer.from(padded.slice(4, -4));
    }),
  ];
}

const readIfThere = (file: string) => ifThere(() => readFileSync(file));

/** `undefined` for what went away meanwhile, or may not be read. */
function ifThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
