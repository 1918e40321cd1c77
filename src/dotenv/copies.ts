import { findInAnyForm, secretsInAnyForm } from '../domain/secrets/anyForm.ts';
import { mayHoldCoded } from '../domain/secrets/codedSecrets.ts';
import { mayBeCut } from '../domain/secrets/piecedSecrets.ts';
import { mayHoldEncoded, mayHoldRarelyEncoded } from '../domain/secrets/encodedSecrets.ts';
import { Secret } from '../domain/secrets/secret.ts';
import { mayHoldSecretBytes } from '../domain/secrets/secretBytes.ts';
import type { FoundSecret } from '../domain/secrets/secretFormat.ts';
import { atOnce } from '../domain/text/atOnce.ts';
import { isUtf16 } from '../files/decodeText.ts';
import { isGzip, unpack } from '../files/packed.ts';
import { encrypterOf } from './text/encryptedForm.ts';
import { bytesOf, createLineCount, latin1View } from './text/fileText.ts';
import { createNamesBefore } from './text/names.ts';
import type { Plan } from './text/plan.ts';
import { refuse, refuseEncrypted } from './text/refusal.ts';

/** A value of ours somewhere in a file, whatever the file's format is. */
export interface FileCopy {
  /** Counted from 1. */
  readonly line: number;
  readonly value: Secret;
  /** What its line calls it (`createNamesBefore`). */
  readonly names: readonly string[];
}

/** The text of a file, in which positions are those of `findCopies`. */
export function textView(bytes: Uint8Array): string {
  return open(bytes).view;
}

/** Whether a file may hold values of ours; quick, for it is asked of every file. */
export function mayHoldCopies(bytes: Buffer): boolean {
  return mayHoldSecretBytes(bytes) || isUtf16(bytes) || isGzip(bytes) || mayHoldEncoded(bytes);
}

/** The same for numbers, rare forms of Base64 and what is cut within its first letters, which takes longer. */
export function mayHoldRareCopies(bytes: Buffer): boolean {
  const view = latin1View(bytes);
  return mayHoldCoded(view) || mayHoldRarelyEncoded(view) || mayBeCut(view);
}

/**
 * Every value of our formats that stands whole in a file, plain, in Base64, as numbers or in pieces: UTF-8, any
 * other of one byte, UTF-16 or UTF-32, and what is compressed with gzip.
 */
export function findCopies(bytes: Uint8Array): readonly FileCopy[] {
  return atOnce(copiesIn(bytes));
}

/** The same for a file of any size, as work that may be put aside wherever it yields. */
export function* copiesIn(bytes: Uint8Array): Generator<undefined, readonly FileCopy[]> {
  const { view } = open(bytes);
  yield;
  return yield* copiesOf(view, yield* secretsInAnyForm(view));
}

function* copiesOf(
  view: string,
  found: readonly FoundSecret[],
): Generator<undefined, readonly FileCopy[]> {
  if (found.length === 0) return [];
  const [lineOf, namesBefore] = [createLineCount(view), createNamesBefore(view)];
  const copies: FileCopy[] = [];
  for (const { value, index } of found) {
    copies.push({ line: lineOf(index), value: new Secret(value), names: namesBefore(index) });
    yield;
  }
  return copies;
}

/**
 * The file with `next` wherever a value stands of which `isOld` says yes, and no other byte changed. Both
 * have the same alphabet, so that quotation, JSON, YAML, headers and URLs stay what they are. Not for what
 * is no text, nor where a value is in another form.
 */
export function planCopies(
  bytes: Uint8Array,
  isOld: (value: Secret) => boolean,
  next: Secret,
): Plan {
  const { view, close } = open(bytes);
  const ofOld = ({ value }: FoundSecret): boolean => isOld(new Secret(value));
  const old = findInAnyForm(view).filter(ofOld);
  if (old.some(({ form }) => form === 'binary')) return refuse('not-text');
  // Whoever put it there in such a form knows how to write the next one.
  const isOther = ({ form, index, end }: FoundSecret) =>
    form !== undefined || view.slice(index, end).includes('\0');
  if (old.some(isOther)) return refuse('encoded');
  if (old.length === 0) return { kind: 'unchanged' };
  if (!close) return refuse('encoded');
  const encrypter = encrypterOf(view);
  if (encrypter !== undefined) return refuseEncrypted(encrypter);
  if (view.includes('\0')) return refuse('not-text');
  const lineOf = createLineCount(view);
  const parts: string[] = [];
  let end = 0;
  for (const each of old) {
    parts.push(view.slice(end, each.index), next.reveal());
    end = each.end;
  }
  parts.push(view.slice(end));
  return {
    kind: 'write',
    bytes: close(parts.join('')),
    changes: old.map(({ index }) => ({ kind: 'replaced', line: lineOf(index) })),
    warnings: [],
  };
}

/** The text of a file in which what is not touched comes back as it was, and the way back to bytes where there is one. */
interface Opened {
  readonly view: string;
  readonly close?: (view: string) => Uint8Array;
}

function open(bytes: Uint8Array): Opened {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unpacked = unpack(buffer);
  if (unpacked) return { view: open(unpacked).view };
  if (!isUtf16(bytes)) return { view: latin1View(bytes), close: bytesOf };
  // A byte too many at its end is no text, and stays.
  const end = bytes.byteLength - (bytes.byteLength % 2);
  const [text, rest] = [buffer.subarray(0, end), buffer.subarray(end)];
  const closed = (all: Buffer) => (rest.byteLength === 0 ? all : Buffer.concat([all, rest]));
  return bytes[0] === 0xff
    ? {
        view: text.toString('utf16le'),
        close: (view) => closed(Buffer.from(view, 'utf16le')),
      }
    : {
        view: Buffer.from(text).swap16().toString('utf16le'),
        close: (view) => closed(Buffer.from(view, 'utf16le').swap16()),
      };
}
