import * as z from 'zod/mini';

/** A string whose known values are named for the reader and whose unknown values are just as valid. */
export type OpenString<Known extends string> = Known | (string & {});

/** Accepts every string: a server that learns a new status must not break a client. */
export function openString<Known extends string>() {
  return z.custom<OpenString<Known>>((value) => typeof value === 'string', 'Expected a string.');
}

/** A text the server may leave out; absent and `null` mean the same and are read as `null`. */
export const textOrNull = z._default(z.nullable(z.string()), null);

/** A text in a request body that is trimmed and must not be empty afterwards. */
export const trimmedText = z.string().check(z.trim(), z.minLength(1));
