import * as z from 'zod/mini';
import { exampleNames } from '../../domain/firstRun/exampleRuns.ts';
import { answer, requestNumber } from './answer.ts';
import { pressure } from './pressure.ts';
import { recentRun } from './recentRun.ts';
import { freshness, where } from './where.ts';

const text = z.string();
const number = requestNumber;
/** Of an approval; its length is in UTF-16 units. */
const comment = text.check(z.maxLength(2_000));

/** What the playground page asks for. Keys and runs are looked up by the host among its own. */
export const playgroundRequest = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** What is in the form, kept by the host while the tab is hidden. */
  z.strictObject({ type: z.literal('draft'), text, keyId: z.nullable(text) }),
  /** What is written beside an approval, kept likewise. */
  z.strictObject({ type: z.literal('comment'), approvalId: text, text: comment }),
  z.strictObject({ type: z.literal('run'), number, text, keyId: text }),
  z.strictObject({ type: z.literal('example'), number, name: z.enum(exampleNames) }),
  z.strictObject({ type: z.literal('openAsJson'), number, text }),
  /** Stops the shown run on the server. */
  z.strictObject({ type: z.literal('cancel'), number }),
  /** Stops what goes on: a run that was made here on the server, a mere looking at one only here. */
  z.strictObject({ type: z.literal('stop'), number }),
  z.strictObject({ type: z.literal('replay'), number }),
  /** Decides the approval that the shown run waits for. */
  z.strictObject({
    type: z.literal('decide'),
    number,
    decision: z.enum(['approved', 'rejected']),
    comment,
  }),
  /** The button of the approval, where nobody here may decide it. */
  z.strictObject({ type: z.literal('findApprover'), number }),
  /** Reads a remembered run again. */
  z.strictObject({ type: z.literal('show'), number, runId: text }),
  z.strictObject({
    type: z.literal('copy'),
    number,
    what: z.enum(['run', 'trace', 'approval', 'request', 'response']),
  }),
  /** Does what was refused with the key that the refusal names. */
  z.strictObject({ type: z.literal('instead'), number }),
  /** The button of the refusal that is shown. */
  z.strictObject({ type: z.literal('remedy'), number }),
  z.strictObject({
    type: z.literal('open'),
    number,
    what: z.enum(['connect', 'refresh', 'create-key', 'import-secret', 'checklist']),
  }),
]);
export type PlaygroundRequest = z.infer<typeof playgroundRequest>;

const step = z.strictObject({
  id: text,
  title: text,
  actor: text,
  /** As the server says it, for its looks, and in the person's words. */
  status: text,
  statusWords: text,
  /** How long it took, in words; `''` while it goes on. */
  took: text,
  /** Artifacts and approvals that hang on it. */
  notes: z.array(text),
  /** A step of the workflow, or what it left behind. */
  kind: z.enum(['step', 'artifact']),
});
export type RunPictureStep = z.infer<typeof step>;

export const shownRun = z.strictObject({
  id: text,
  traceId: z.nullable(text),
  status: text,
  statusWords: text,
  outcome: z.enum(['open', 'waiting', 'succeeded', 'failed']),
  /** What the run came to, in its own words; `null` where it left none. */
  answer: z.nullable(text),
  /** With which key, and of which run it is a replay, as a sentence. */
  madeWith: text,
  /** The server counts it as the first run of the control-plane workspace. */
  isFirstRun: z.boolean(),
  createdAt: text,
  completedAt: z.nullable(text),
  approvalId: z.nullable(text),
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
  where: z.nullable(where),
  freshness,
  /** Keys that this editor holds a copy of, the best one first. */
  keys: z.array(
    z.strictObject({ id: text, label: text, description: text, mayStartRuns: z.boolean() }),
  ),
  keyId: z.nullable(text),
  /** There is a list, and none of its live keys is held here. */
  lacksKey: z.boolean(),
  /** Why this person's role lets nothing be done with a key here; `null` where it may. */
  mayNot: z.nullable(text),
  /** The request as the host knows it; the page takes it over when `edition` changes. */
  text,
  edition: z.int(),
  /** The example that it is; `null` where the person has changed it. */
  example: z.nullable(z.enum(exampleNames)),
  /** Why the request cannot be sent as it is; `null` when it can. */
  problem: z.nullable(text),
  /** Not even the server could refuse it: it is no object, or holds the value of a key. */
  blocked: z.boolean(),
  /** Whether the server will count this request as first run, or as one more after that. */
  counts: z.enum(['first', 'again', 'not']),
  activity: z.nullable(
    z.strictObject({
      words: text,
      /** Seconds until the server's rate limit lets it go on. */
      waitSeconds: z.nullable(z.int()),
    }),
  ),
  run: z.nullable(shownRun),
  /** What the shown run waits for. */
  approval: z.nullable(
    z.strictObject({
      id: text,
      /** Who must decide, as a sentence. */
      asks: text,
      policy: z.nullable(text),
      expiresAt: z.nullable(text),
      /**
       * The key of this editor that decides; without one, why there is none and what helps, if this
       * person's role may do that.
       */
      by: z.nullable(text),
      why: z.nullable(text),
      action: z.nullable(text),
    }),
  ),
  /** What was written beside it before; the page takes it over with the approval. */
  comment: text,
  refusal: z.nullable(
    z.strictObject({
      happened: text,
      why: text,
      requestId: z.nullable(text),
      /** Words on the cheapest button: the same with another key. */
      instead: z.nullable(text),
      action: z.nullable(text),
    }),
  ),
  /** How much of the plan's runs is used; `null` where it is not known. */
  usage: z.nullable(pressure),
  /** The last runs that were made here, the oldest first. */
  runs: z.array(recentRun),
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
