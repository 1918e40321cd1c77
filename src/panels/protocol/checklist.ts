import * as z from 'zod/mini';
import { stepIds } from '../../domain/firstRun/firstRunState.ts';
import { answer, requestNumber } from './answer.ts';
import { pressure } from './pressure.ts';
import { recentRun } from './recentRun.ts';
import { freshness, where } from './where.ts';

const text = z.string();

/** What the checklist page asks for. Commands and ids are looked up by the host, never sent. */
export const checklistRequest = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** The primary button of a step. */
  z.strictObject({ type: z.literal('doStep'), number: requestNumber, step: z.enum(stepIds) }),
  /** The button of a blocker, by its place in the state that the page shows. */
  z.strictObject({ type: z.literal('openBlocker'), number: requestNumber, code: text }),
  z.strictObject({
    type: z.literal('copyEvidence'),
    number: requestNumber,
    form: z.enum(['markdown', 'plain']),
  }),
  z.strictObject({
    type: z.literal('open'),
    number: requestNumber,
    what: z.enum([
      'refresh',
      'switch-connection',
      'switch-workspace',
      'playground',
      'walkthrough',
      'export-evidence',
      'quick-start',
    ]),
  }),
  /** A page of the web console, by its name in the state. */
  z.strictObject({
    type: z.literal('openLink'),
    number: requestNumber,
    name: z.enum(['plan', 'usage', 'billing']),
  }),
]);
export type ChecklistRequest = z.infer<typeof checklistRequest>;

const blocker = z.strictObject({
  code: text,
  severity: z.enum(['blocking', 'warning']),
  message: text,
  /** Ours where the server counts what cannot be used. */
  source: z.enum(['server', 'keyrail']),
  /** `null` where the step's own button helps, or this person's role may not do what would. */
  action: z.nullable(text),
});
export type ChecklistBlocker = z.infer<typeof blocker>;

const step = z.strictObject({
  id: z.enum(stepIds),
  /** A key that works and its proof, or what is for auditors. */
  part: z.enum(['key', 'audit']),
  title: text,
  state: z.enum(['done', 'now', 'blocked', 'attention']),
  facts: z.array(text),
  /** The fact that says most, for a step that is done and folded to a line. */
  brief: z.nullable(text),
  why: z.nullable(text),
  /** Words on the primary button. */
  action: z.nullable(text),
  /** What stands in its way; each blocker stands in one step. */
  blockers: z.array(blocker),
});
export type ChecklistStep = z.infer<typeof step>;

/** Everything the page shows, whole each time. */
export const checklistState = z.strictObject({
  where: z.nullable(where),
  freshness,
  steps: z.array(step),
  /** The step to go on with; `null` when all are done. */
  current: z.nullable(z.enum(stepIds)),
  complete: z.boolean(),
  /** A step to be shown because somebody asked for it; again whenever `edition` changes. */
  wanted: z.nullable(z.strictObject({ step: z.enum(stepIds), edition: z.int() })),
  governance: z.nullable(
    z.strictObject({
      plan: text,
      period: text,
      billing: z.nullable(
        z.strictObject({
          tone: z.enum(['positive', 'warning', 'neutral']),
          label: text,
          description: text,
        }),
      ),
      pressure: z.array(pressure),
      /** The step in which it is looked at. */
      step: z.enum(stepIds),
      /** Pages of the web console; empty where it is not known. */
      links: z.array(z.strictObject({ name: z.enum(['plan', 'usage', 'billing']), label: text })),
    }),
  ),
  /** The go-live rehearsal; empty before a control plane could be read. */
  drill: z.array(
    z.strictObject({
      title: text,
      ready: z.int(),
      steps: z.array(
        z.strictObject({
          title: text,
          state: z.enum(['ready', 'attention', 'pending']),
          says: text,
        }),
      ),
    }),
  ),
  /** Nothing is there yet, so everything can be made in one go. */
  quickStart: z.boolean(),
  /** The last runs that were made here, the oldest first. */
  runs: z.array(recentRun),
  scope: z.strictObject({ recommended: text, advice: text }),
  semantics: z.array(z.strictObject({ term: text, meaning: text })),
  /** What the evidence note holds, `at` in ISO 8601; empty before there is any. */
  evidence: z.array(z.strictObject({ name: text, value: text, at: z.nullable(text) })),
  /** Why there is none, where there is none. */
  noEvidence: text,
});
export type ChecklistState = z.infer<typeof checklistState>;

/** What the host tells the checklist page. */
export const checklistMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('state'), state: checklistState }),
  answer,
]);
export type ChecklistMessage = z.infer<typeof checklistMessage>;
