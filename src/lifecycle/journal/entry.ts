import * as z from 'zod/mini';
import { waitReasons } from '../model/events.ts';
import { jsonOf } from '../storage/json.ts';
import { delivery, keepAlsoIn, placed, type Delivery } from './placed.ts';
import { sealed } from '../storage/seal.ts';
import { windowSchema } from '../model/window.ts';
import { operations, protocols, type OpenStep, type Operation } from '../model/operations.ts';

/** Who works on an entry, and until when nobody else may (ISO time). */
const lease = z.object({ window: windowSchema, until: z.string() });

/** What is sent, exactly, so that a replay hashes the same. `scope` is left out or not empty. */
const request = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('create'),
    body: z.object({
      service_account_id: z.nullable(z.string()),
      scope: z.optional(z.array(z.string()).check(z.minLength(1))),
      expires_at: z.nullable(z.string()),
    }),
  }),
  z.object({
    kind: z.literal('rotate'),
    keyId: z.string(),
    body: z.object({
      service_account_id: z.optional(z.string()),
      scope: z.optional(z.array(z.string()).check(z.minLength(1))),
      expires_at: z.nullable(z.string()),
    }),
  }),
  z.object({ kind: z.literal('revoke'), keyId: z.string() }),
  /** One call a key; they stand in `keys`. */
  z.object({ kind: z.literal('panic') }),
]);

/** What the key must look like in the answer; one that does not is not believed at once. */
const policy = z.object({
  serviceAccountId: z.nullable(z.string()),
  scope: z.array(z.string()),
  expiresAt: z.nullable(z.string()),
});

/** The key whose placements are to be rewritten and which ends afterwards. */
const oldKey = z.object({
  keyId: z.string(),
  keyPrefix: z.string(),
  expiresAt: z.nullable(z.string()),
});

const issued = z.object({
  keyId: z.string(),
  keyPrefix: z.string(),
  expiresAt: z.nullable(z.string()),
});

export const graces = ['now', '15min', '1h', '24h', 'when-unused'] as const;
/** When the old key of an overlap ends, counted from the moment its placements are rewritten. */
export type Grace = (typeof graces)[number];

/** `dueAt` null: when unused. `use` is what was seen of the old key's use, and since when. */
const retirement = z.object({
  dueAt: z.nullable(z.string()),
  notAfter: z.nullable(z.string()),
  use: z.nullable(z.object({ lastUsedAt: z.nullable(z.string()), since: z.string() })),
});

const closeReasons = ['given-up', 'proof-refused', 'secret-lost', 'not-as-asked'] as const;
export type CloseReason = (typeof closeReasons)[number];

/** Which key a loan is narrower than, who has it, in words, and how long it lasts at most. */
const loan = z.object({
  fromKeyId: z.string(),
  borrower: z.string(),
  minutes: z.optional(z.number()),
});

/** `code`: what the last attempt to end it came to; `null` before the first, and when it has ended. */
const panickedKey = z.object({
  keyId: z.string(),
  keyPrefix: z.string(),
  copyGone: z.boolean(),
  ended: z.boolean(),
  code: z.nullable(z.string()),
});

const entrySchema = z.object({
  version: z.literal(1),
  /** Also the `Idempotency-Key` of its request. */
  id: z.string(),
  operation: z.enum(operations),
  step: z.string(),
  connectionId: z.string(),
  workspaceId: z.string(),
  startedAt: z.string(),
  lease: z.nullable(lease),
  waits: z.nullable(z.enum(waitReasons)),
  /** What it waited for last, and since when (ISO 8601); tries in between change nothing of it. */
  waited: z.optional(z.object({ for: z.enum(waitReasons), since: z.string() })),
  request,
  expected: policy,
  /** What the person agreed to; the request's own expiry is up to a minute earlier (`expiry.ts`). */
  agreedExpiresAt: z.nullable(z.string()),
  old: z.nullable(oldKey),
  issued: z.nullable(issued),
  sealed: z.nullable(sealed),
  /** Where the new secret is safe; `elsewhere` on the person's word. */
  copy: z.enum(['none', 'vault', 'elsewhere']),
  places: z.array(placed),
  keepAlsoIn: z.optional(z.array(keepAlsoIn)),
  /** What `keepAlsoIn` came to for the key that was made. */
  secondCopies: z.optional(z.array(placed)),
  grace: z.nullable(z.enum(graces)),
  retirement: z.nullable(retirement),
  /** Keys of this operation whose secret was lost with the answer. */
  lost: z.array(issued),
  /** Some attempt may have been carried out without our knowing. */
  unclear: z.boolean(),
  /** It waited with its secret kept: the person may have put that anywhere since. */
  isShown: z.optional(z.boolean()),
  /** Of a `close`: what it was before, and why it is being closed. */
  was: z.nullable(z.enum(['issue', 'rotate', 'overlap', 'lend'])),
  because: z.nullable(z.enum(closeReasons)),
  loan: z.optional(loan),
  /** Of a panic: all its keys, written down before the first of them is touched. */
  keys: z.optional(z.array(panickedKey)),
});

/** A key as an entry remembers it. */
export type IssuedKeyNote = z.infer<typeof issued>;
export type PanickedKey = z.infer<typeof panickedKey>;
export type Retirement = z.infer<typeof retirement>;
export type KeyRequest = z.infer<typeof request>;

/** One operation as the journal holds it. No secret in the clear, ever. */
export type Entry = Readonly<Omit<z.infer<typeof entrySchema>, 'step'>> & {
  readonly step: OpenStep;
};

/**
 * The entry that a file of the journal has come to: its lines are the states of it, each whole, the
 * newest last, with a line for each place that was delivered to since. A line that is no JSON was torn when the power was cut and was never relied on.
 * `undefined` when there is none, or the newest is not one of this version.
 */
export function latestEntry(text: string): Entry | undefined {
  const deliveries: Delivery[] = [];
  for (const line of text.split('\n').toReversed()) {
    const state = jsonOf(line);
    if (state === undefined) continue;
    const delivered = delivery.safeParse(state);
    if (!delivered.success) return withDeliveries(parseEntry(state), deliveries.toReversed());
    deliveries.push(delivered.data);
  }
  return undefined;
}

function withDeliveries(
  entry: Entry | undefined,
  deliveries: readonly Delivery[],
): Entry | undefined {
  if (!entry || deliveries.length === 0) return entry;
  const places = [...entry.places];
  for (const { at, placed } of deliveries) places[at] = placed;
  return { ...entry, places };
}

function parseEntry(state: unknown): Entry | undefined {
  const parsed = entrySchema.safeParse(state);
  if (!parsed.success) return undefined;
  const { step, ...rest } = parsed.data;
  return isStepOf(rest.operation, step) ? { ...rest, step } : undefined;
}

function isStepOf(operation: Operation, step: string): step is OpenStep {
  return step !== 'settled' && protocols[operation].some((known) => known === step);
}
