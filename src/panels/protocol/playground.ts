import * as z from 'zod/mini';
import { answer, requestNumber } from './answer.ts';

const text = z.string();
const number = requestNumber;

/** What the playground page asks for. Keys and runs are looked up by the host among its own. */
export const playgroundRequest = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** What is in the form, kept by the host while the tab is hidden. */
  z.strictObject({ type: z.literal('draft'), text, keyId: z.nullable(text) }),
  z.strictObject({ type: z.literal('run'), number, text, keyId: text }),
  z.strictObject({ type: z.literal('reset'), number }),
  z.strictObject({ type: z.literal('openAsJson'), number, text }),
  /** Stops a run on the server, or the waiting for it to start. */
  z.strictObject({ type: z.literal('cancel'), number }),
  z.strictObject({ type: z.literal('replay'), number }),
  /** Reads a remembered run again. */
  z.strictObject({ type: z.literal('show'), number, runId: text }),
  z.strictObject({
    type: z.literal('copy'),
    number,
    what: z.enum(['run', 'trace', 'approval', 'request', 'response']),
  }),
  /** The button of the refusal that is shown. */
  z.strictObject({ type: z.literal('remedy'), number }),
  z.strictObject({
    type: z.literal('open'),
    number,
    what: z.enum(['connect', 'create-key', 'import-secret', 'checklist']),
  }),
]);
export type PlaygroundRequest = z.infer<typeof playgroundRequest>;

const step = z.strictObject({
  id: text,
  title: text,
  actor: text,
  status: text,
  /** How long it took, in words; `''` while it goes on. */
  took: text,
  /** Artifacts and approvals that hang on it. */
  notes: z.array(text),
});
export type RunPictureStep = z.infer<typeof step>;

export const shownRun = z.strictObject({
  id: text,
  traceId: z.nullable(text),
  status: text,
  outcome: z.enum(['open', 'waiting', 'succeeded', 'failed']),
  key: text,
  createdAt: text,
  completedAt: z.nullable(text),
  approvalId: z.nullable(text),
  replayOf: z.nullable(text),
  /** How to go on, where the run does not by itself. */
  advice: z.nullable(text),
  steps: z.array(step),
  events: z.array(z.strictObject({ id: text, at: text, type: text, actor: text, payload: text })),
  /** JSON, without anything that looks like a secret. */
  response: text,
});
export type ShownRun = z.infer<typeof shownRun>;

/** Everything the page shows, whole each time. */
export const playgroundState = z.strictObject({
  where: z.nullable(z.strictObject({ connection: text, production: z.boolean(), workspace: text })),
  /** Keys that this editor holds a copy of, the best one first. */
  keys: z.array(
    z.strictObject({ id: text, label: text, description: text, mayStartRuns: z.boolean() }),
  ),
  keyId: z.nullable(text),
  /** The request as the host knows it; the page takes it over when `edition` changes. */
  text,
  edition: z.int(),
  /** Why the request cannot be sent as it is; `null` when it can. */
  problem: z.nullable(text),
  /** The server will count this request as first run. */
  counts: z.boolean(),
  activity: z.nullable(
    z.strictObject({
      words: text,
      /** Seconds until the server's rate limit lets it go on. */
      waitSeconds: z.nullable(z.int()),
    }),
  ),
  run: z.nullable(shownRun),
  refusal: z.nullable(
    z.strictObject({
      happened: text,
      why: text,
      requestId: z.nullable(text),
      action: z.nullable(text),
    }),
  ),
  history: z.array(
    z.strictObject({ runId: text, status: text, key: text, at: text, isReplay: z.boolean() }),
  ),
});
export type PlaygroundState = z.infer<typeof playgroundState>;

/** What the host tells the playground page. */
export const playgroundMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('state'), state: playgroundState }),
  answer,
]);
export type PlaygroundMessage = z.infer<typeof playgroundMessage>;
