import * as z from 'zod/mini';
import { auditEvent } from './audit.ts';
import { pageInfoOrEnd } from './page.ts';
import { runStatus } from './runs.ts';
import { openString, textOrNull } from './text.ts';

const runHead = z.looseObject({ run_id: z.string(), status: runStatus });

/** One step of a run; `metadata_json` is a JSON text, not an object. */
export const runStep = z.looseObject({
  step_id: z.string(),
  run_id: z.string(),
  sequence_no: z.number(),
  step_type: openString<'planner' | 'approval_wait'>(),
  actor_type: z.optional(openString<'agent' | 'system'>()),
  actor_ref: textOrNull,
  status: openString<'completed' | 'blocked'>(),
  started_at: textOrNull,
  ended_at: textOrNull,
  metadata_json: textOrNull,
});
export type RunStep = z.infer<typeof runStep>;

/** An approval as the graph shows it; `approver_scope_json` is a JSON text. */
export const runApproval = z.looseObject({
  approval_id: z.string(),
  run_id: z.string(),
  step_id: textOrNull,
  policy_id: textOrNull,
  status: openString<'pending' | 'approved' | 'rejected' | 'expired' | 'cancelled'>(),
  requested_by: textOrNull,
  approver_scope_json: textOrNull,
  decision_by: textOrNull,
  decision_comment: textOrNull,
  expires_at: textOrNull,
  created_at: textOrNull,
  decided_at: textOrNull,
});
export type RunApproval = z.infer<typeof runApproval>;

/**
 * An artifact; `body` only when it was asked for. `sha256` is of the canonical JSON, not of the
 * bytes, and `size_bytes` of the pretty text: neither verifies a download (docs/contract.md, Runs).
 */
export const runArtifact = z.looseObject({
  artifact_id: z.string(),
  run_id: z.string(),
  step_id: textOrNull,
  artifact_type: z.string(),
  mime_type: textOrNull,
  sha256: textOrNull,
  size_bytes: z.optional(z.nullable(z.number())),
  created_at: textOrNull,
  body: z.optional(z.unknown()),
});
export type RunArtifact = z.infer<typeof runArtifact>;

/** `GET /runs/{id}/graph`. */
export const runGraph = z.looseObject({
  run: runHead,
  steps: z.array(runStep),
  approvals: z._default(z.array(runApproval), []),
  artifacts: z._default(z.array(runArtifact), []),
  page_info: pageInfoOrEnd,
});
export type RunGraph = z.infer<typeof runGraph>;

/** What happened in a run; the same shape as a line of the audit export. */
export const runEvent = auditEvent;
export type RunEvent = z.infer<typeof runEvent>;

/** `GET /runs/{id}/events`. */
export const runEvents = z.looseObject({
  run: runHead,
  items: z.array(runEvent),
  page_info: pageInfoOrEnd,
});
export type RunEvents = z.infer<typeof runEvents>;

/** `GET /runs/{id}/artifacts`. */
export const runArtifacts = z.looseObject({
  run: runHead,
  items: z.array(runArtifact),
  page_info: pageInfoOrEnd,
});
export type RunArtifacts = z.infer<typeof runArtifacts>;
