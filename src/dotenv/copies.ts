import { Secret } from '../domain/secrets/secret.ts';
import { findEncodedSecrets } from '../domain/secrets/encodedSecrets.ts';
import { findSecrets, secretsIn, type FoundSecret } from '../domain/secrets/secretFormat.ts';
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

/**
 * Every value of our formats that stands whole in a file, plain or in Base64: UTF-8, any other of one byte, or
 * UTF-16 with its mark.
 */
export function findCopies(bytes: Uint8Array): readonly FileCopy[] {
  const search = copiesIn(bytes);
  for (;;) {
    const step = search.next();
    if (step.done === true) return step.value;
  }
}

/** The same for a file of any size, as work that may be put aside wherever it yields. */
export function* copiesIn(bytes: Uint8Array): Generator<undefined, readonly FileCopy[]> {
  const { view } = open(bytes);
  yield;
  const found = [...(yield* secretsIn(view)), ...findEncodedSecrets(view)].sort(
    (one, other) => one.index - other.index,
  );
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
 * is no text, nor for what is Base64.
 */
export function planCopies(
  bytes: Uint8Array,
  isOld: (value: Secret) => boolean,
  next: Secret,
): Plan {
  const { view, close } = open(bytes);
  const ofOld = ({ value }: FoundSecret): boolean => isOld(new Secret(value));
  if (findEncodedSecrets(view).some(ofOld)) return refuse('encoded');
  const old = findSecrets(view).filter(ofOld);
  if (old.length === 0) return { kind: 'unchanged' };
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

/** The text of a file in which what is not touched comes back as it was, and the way back to bytes. */
interface Opened {
  readonly view: string;
  readonly close: (view: string) => Uint8Array;
}

function open(bytes: Uint8Array): Opened {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isWhole = bytes.byteLength % 2 === 0;
  const [first, second] = bytes;
  if (isWhole && first === 0xff && second === 0xfe) {
    return { view: buffer.toString('utf16le'), close: (view) => Buffer.from(view, 'utf16le') };
  }
  if (isWhole && first === 0xfe && second === 0xff) {
    return {
      view: Buffer.from(buffer).swap16().toString('utf16le'),
      close: (view) => Buffer.from(view, 'utf16le').swap16(),
    };
  }
  return { view: latin1View(bytes), close: bytesOf };
}
