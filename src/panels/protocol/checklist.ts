import * as z from 'zod/mini';
import { stepIds } from '../../domain/firstRun/firstRunState.ts';
import { answer, requestNumber } from './answer.ts';
import { freshness, where } from './whereabouts.ts';

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

const step = z.strictObject({
  id: z.enum(stepIds),
  title: text,
  state: z.enum(['done', 'now', 'blocked', 'attention']),
  facts: z.array(text),
  why: z.nullable(text),
  /** Words on the primary button. */
  action: z.nullable(text),
});
export type ChecklistStep = z.infer<typeof step>;

const pressure = z.strictObject({
  label: text,
  text,
  /** used / limit, may exceed 1; `null` when unlimited. */
  ratio: z.nullable(z.number()),
  level: z.enum(['unlimited', 'ok', 'high', 'blocked']),
});

/** Everything the page shows, whole each time. */
export const checklistState = z.strictObject({
  where: z.nullable(where),
  freshness,
  steps: z.array(step),
  next: z.nullable(z.enum(stepIds)),
  complete: z.boolean(),
  blockers: z.array(
    z.strictObject({
      code: text,
      severity: z.enum(['blocking', 'warning']),
      message: text,
      /** Ours where the server counts what cannot be used. */
      source: z.enum(['server', 'keyrail']),
      /** `null` where this person's role may not do what helps. */
      action: z.nullable(text),
    }),
  ),
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
  scope: z.strictObject({ recommended: text, advice: text }),
  semantics: z.array(z.strictObject({ term: text, meaning: text })),
  /** Lines of the evidence note without its title; empty before there is any. */
  evidence: z.array(z.strictObject({ name: text, value: text })),
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
