import * as z from 'zod/mini';
import { label, labelOrNull, openString, textOrNull } from './text.ts';

/** Statuses seen; what is terminal and what succeeded is decided in domain/demoRun. */
export const runStatus = openString<
  'queued' | 'running' | 'waiting_approval' | 'completed' | 'failed' | 'cancelled'
>();

/**
 * `POST /runs`. The server looks only at `input.kind` being there and at `context` being an object;
 * `options` is not validated and unknown fields are kept, because the raw body is hashed
 * (docs/contract.md, Runs).
 */
export const createRunBody = z.looseObject({
  input: z.looseObject({
    kind: z.string().check(z.minLength(1)),
    text: z.optional(z.unknown()),
    payload: z.optional(z.unknown()),
  }),
  entry_agent_id: z.optional(z.nullable(z.string())),
  context: z.optional(z.nullable(z.looseObject({}))),
  policy_context: z.optional(
    z.nullable(
      z.looseObject({
        risk_tier: z.optional(z.nullable(z.string())),
        labels: z.optional(z.nullable(z.array(z.string()))),
      }),
    ),
  ),
  options: z.optional(z.unknown()),
});
export type CreateRunBody = z.infer<typeof createRunBody>;

/** The answer of create, 201 or 200 with the current status on an idempotent replay. */
export const createdRun = z.looseObject({
  run_id: label,
  status: runStatus,
  workflow_status: z.optional(z.nullable(z.string())),
  coordinator_id: z.optional(z.nullable(z.string())),
  trace_id: labelOrNull,
  created_at: z.string(),
});
export type CreatedRun = z.infer<typeof createdRun>;

/** `GET /runs/{id}`. `pending_approval_id` is the only way to find an approval. */
export const run = z.looseObject({
  run_id: label,
  tenant_id: z.optional(z.string()),
  status: runStatus,
  workflow_status: z.optional(z.nullable(z.string())),
  entry_agent_id: textOrNull,
  current_step_id: textOrNull,
  pending_approval_id: labelOrNull,
  trace_id: labelOrNull,
  created_at: z.string(),
  updated_at: z.optional(z.string()),
  completed_at: textOrNull,
});
export type Run = z.infer<typeof run>;

/** `POST /runs/{id}:cancel`. */
export const cancelledRun = z.looseObject({
  run_id: label,
  status: runStatus,
  cancelled_at: textOrNull,
});
export type CancelledRun = z.infer<typeof cancelledRun>;

/** `POST /runs/{id}/replay`; `{}` replays from the input. */
export const replayBody = z.looseObject({
  mode: z.optional(z.enum(['from_input', 'from_step'])),
  from_step_id: z.optional(z.nullable(z.string())),
  reason: z.optional(z.nullable(z.string())),
  overrides: z.optional(z.unknown()),
});
export type ReplayBody = z.infer<typeof replayBody>;

/** The answer of replay: a new run that names its source. */
export const replayedRun = z.looseObject({
  run_id: label,
  replay_source_run_id: label,
  status: runStatus,
  workflow_status: z.optional(z.nullable(z.string())),
  replay_mode: openString<'from_input' | 'from_step'>(),
  replay_from_step_id: textOrNull,
  created_at: z.string(),
});
export type ReplayedRun = z.infer<typeof replayedRun>;
