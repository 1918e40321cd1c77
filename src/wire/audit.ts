import * as z from 'zod/mini';
import { openString, textOrNull } from './text.ts';

/** One event of a run: a line of the JSONL export, a row of a run's events. Never about a key. */
export const auditEvent = z.looseObject({
  event_id: z.string(),
  run_id: textOrNull,
  step_id: textOrNull,
  trace_id: textOrNull,
  event_type: openString<
    | 'policy_evaluated'
    | 'approval_created'
    | 'approval_decided'
    | 'approval_expired'
    | 'approval_cancelled'
    | 'side_effect_blocked'
    | 'side_effect_executed'
  >(),
  actor: z._default(
    z.nullable(
      z.looseObject({ type: openString<'system' | 'human' | 'agent'>(), ref: textOrNull }),
    ),
    null,
  ),
  payload: z.optional(z.unknown()),
  created_at: z.string(),
});
export type AuditEvent = z.infer<typeof auditEvent>;

/** `…/audit-events:export?format=json`: not enveloped; `exported_at` makes every hash differ. */
export const auditExport = z.looseObject({
  workspace_id: z.string(),
  tenant_id: z.optional(z.string()),
  exported_at: z.string(),
  items: z.array(auditEvent),
});
export type AuditExport = z.infer<typeof auditExport>;
