import { Buffer } from 'node:buffer';
import { findInAnyForm } from '../domain/secrets/anyForm.ts';
import { redact } from '../domain/secrets/redact.ts';
import type { Secret } from '../domain/secrets/secret.ts';
import { plainLine } from '../domain/text/plainLine.ts';
import type { Output } from './output.ts';

/** Of what a program said, so much is shown. */
const mostShown = 600;
/** A value may be cut where the kept part begins; in no form that is looked for is one longer. */
const cutZone = 1024;

// oxlint-disable-next-line no-control-regex -- It is a control that begins them.
const colours = /\u001b\[[0-9;?]*[A-Za-z]/g;
/** So long is no word of a sentence. A path is looked at by its parts. */
const longWord = /[\w+=-]{20,}/g;

/**
 * What a program said, for a person: its words without a value in any form, as one line. `undefined` where it said nothing.
 */
export function saidText(
  outputs: readonly Output[],
  secrets: readonly Secret[],
): string | undefined {
  for (const { text, isCut } of outputs) {
    const whole = isCut ? text.slice(cutZone) : text;
    const plain = whole.replace(colours, '');
    const clean = withoutTokens(withoutValues(plain, secrets)).trim();
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

/**
 * Without what is made of letters and digits as tokens are: a value that was turned round, coded in a way that nobody
 * looks for or cut, and what is somebody else's. An id of a request goes with them.
 */
function withoutTokens(text: string): string {
  return text.replace(longWord, (word) => {
    const isMixed = /\d/.test(word) && /[a-z]/.test(word) && /[A-Z]/.test(word);
    return isMixed || (word.match(/\d/g) ?? []).length > 2 ? '***' : word;
  });
}
