import { Buffer } from 'node:buffer';
import { findInAnyForm } from '../domain/secrets/anyForm.ts';
import { redact } from '../domain/secrets/redact.ts';
import type { Secret } from '../domain/secrets/secret.ts';
import { plainLine } from '../domain/text/plainLine.ts';

/** More is no answer of such a program; it is read on, so that the program is not held up, and forgotten. */
const mostBytes = 64 * 1024;
/** Of what a program said, so much is shown. */
const mostShown = 600;
/** A value may be cut where the kept part begins; in no form that is looked for is one longer. */
const cutZone = 1024;

// eslint-disable-next-line no-control-regex -- It is a control that begins them.
const colours = /\u001b\[[0-9;?]*[A-Za-z]/g;

/** The end of what was written to one of a program's outputs. */
export interface Output {
  readonly text: string;
  /** True where more was written than was kept. */
  readonly isCut: boolean;
}

/** Takes what a program writes, in pieces, and keeps the last of it. */
export function createCollector(): {
  readonly take: (piece: Buffer) => void;
  readonly read: () => Output;
} {
  let pieces: Buffer[] = [];
  let [kept, isCut] = [0, false];
  const shorten = () => {
    const whole = Buffer.concat(pieces);
    // A copy: a part would keep the whole of it.
    pieces = [Buffer.from(whole.subarray(-mostBytes))];
    isCut ||= whole.length > mostBytes;
    kept = pieces[0]?.length ?? 0;
  };
  return {
    take: (piece) => {
      pieces.push(piece);
      kept += piece.length;
      if (kept > 2 * mostBytes) shorten();
    },
    read: () => {
      shorten();
      return { text: Buffer.concat(pieces).toString('utf8'), isCut };
    },
  };
}

/**
 * What a program said, for a person: its words without a value in any form, as one line. `undefined` where it said nothing.
 */
export function saidText(
  outputs: readonly Output[],
  secrets: readonly Secret[],
): string | undefined {
  for (const { text, isCut } of outputs) {
    const whole = isCut ? text.slice(cutZone) : text;
    const clean = withoutValues(whole, secrets).replace(colours, '').trim();
    if (clean === '') continue;
    // Some say what is wrong first, and how they are used behind it: the middle is left out.
    return plainLine(clean, mostShown);
  }
  return undefined;
}

function withoutValues(text: string, secrets: readonly Secret[]): string {
  let clean = text;
  for (const { index, end } of findInAnyForm(text).toReversed()) {
    clean = `${clean.slice(0, index)}***${clean.slice(end)}`;
  }
  const coded = secrets.flatMap((secret) => {
    const bytes = Buffer.from(secret.reveal());
    return [bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')];
  });
  return redact(clean, [...secrets, ...coded]);
}
