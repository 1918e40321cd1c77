import * as z from 'zod/mini';
import { shownText } from './shownText.ts';

/** A string whose known values are named for the reader and whose unknown values are just as valid. */
export type OpenString<Known extends string> = Known | (string & {});

/** Accepts every string: a server that learns a new status must not break a client. */
export function openString<Known extends string>() {
  return z
    .custom<OpenString<Known>>((value) => typeof value === 'string', 'Expected a string.')
    .check(z.overwrite(shownText));
}

/** A text of a server that is shown as a name or used as an id: hostile until it is made plain. */
export const label = z.string().check(z.overwrite(shownText));

/** The same where it may be left out. */
export const labelOrNull = z._default(z.nullable(label), null);

/** A text the server may leave out; absent and `null` mean the same and are read as `null`. */
export const textOrNull = z._default(z.nullable(z.string()), null);

/** A text in a request body that is trimmed and must not be empty afterwards. */
export const trimmedText = z.string().check(z.trim(), z.minLength(1));
