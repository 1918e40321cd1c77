import * as z from 'zod/mini';

/**
 * The ids of one request: they exist only in the body, never in headers (docs/contract.md,
 * Transport).
 */
export const meta = z.looseObject({
  request_id: z.optional(z.string()),
  trace_id: z.optional(z.string()),
});

const metaOrNone = z._default(meta, {});

/** `{error: {code, message, details}, meta}`; a missing `details` is read as `{}`. */
export const errorEnvelope = z.looseObject({
  error: z.looseObject({
    code: z.string(),
    message: z.string(),
    details: z._default(z.looseObject({}), {}),
  }),
  meta: metaOrNone,
});

/** `{data, meta}` around what a resource's schema describes. */
export function dataEnvelope<Data extends z.ZodMiniType>(data: Data) {
  return z.looseObject({ data, meta: metaOrNone });
}
