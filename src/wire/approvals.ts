import * as z from 'zod/mini';
import { openString, textOrNull } from './text.ts';

/** `POST /approvals/{id}/decision`. */
export const approvalDecisionBody = z.looseObject({
  decision: z.enum(['approved', 'rejected']),
  comment: z.optional(z.nullable(z.string())),
  reason_code: z.optional(z.nullable(z.string())),
});
export type ApprovalDecisionBody = z.infer<typeof approvalDecisionBody>;

/**
 * The answer of a decision; an identical retry is a 409, not a replay (docs/contract.md,
 * Idempotency).
 */
export const decidedApproval = z.looseObject({
  approval_id: z.string(),
  status: openString<'approved' | 'rejected'>(),
  run_id: z.string(),
  workflow_signal_status: z.optional(openString<'accepted'>()),
  decided_at: textOrNull,
});
export type DecidedApproval = z.infer<typeof decidedApproval>;
