import type * as z from 'zod/mini';
import { requestNumber } from './answer.ts';

/** A page's message may be as long as this in UTF-16 units of its JSON. */
export const longestMessage = 64 * 1024;

/**
 * A page's message, or `undefined` when it is too long or none of ours; such a message is dropped.
 * Never throws: a page can send anything that can be cloned.
 */
export function parseRequest<T>(schema: z.ZodMiniType<T>, message: unknown): T | undefined {
  try {
    const text = JSON.stringify(message) as string | undefined;
    if (text === undefined || text.length > longestMessage) return undefined;
    // What arrives is parsed from its JSON: no getter, prototype or cycle gets any further.
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // A cycle or a BigInt has no JSON: it is no message of ours.
    return undefined;
  }
}

/** The number of a message, whatever else is wrong with it; `undefined` where nobody waits. */
export function numberIn(message: unknown): number | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  try {
    const parsed = requestNumber.safeParse(Reflect.get(message, 'number'));
    return parsed.success ? parsed.data : undefined;
  } catch {
    // A getter that throws: nothing that was sent has one.
    return undefined;
  }
}
