import * as z from 'zod/mini';
import { baselineCounts } from './bootstrap.ts';
import { label, labelOrNull, openString, textOrNull } from './text.ts';

const flag = z._default(z.boolean(), false);
const count = z._default(z.number(), 0);

/**
 * Where a step is done. Kebab-case, except `delivery_guidance.next_surface` (docs/contract.md,
 * Onboarding).
 */
export const surface = openString<
  | 'onboarding'
  | 'service-accounts'
  | 'api-keys'
  | 'playground'
  | 'verification'
  | 'go-live'
  | 'go_live'
>();

/** What stands in the way of the first run, in the server's words. */
export const blocker = z.looseObject({
  code: openString<
    | 'baseline_not_ready'
    | 'service_account_missing'
    | 'api_key_missing'
    | 'demo_run_missing'
    | 'demo_run_failed'
    | 'demo_run_in_progress'
    | 'verification_track_incomplete'
    | 'go_live_track_incomplete'
  >(),
  severity: openString<'blocking' | 'warning'>(),
  message: label,
  surface,
});
export type Blocker = z.infer<typeof blocker>;

/** The newest run that counts as demo run (docs/contract.md, Onboarding). */
export const demoRunSummary = z.looseObject({
  run_id: label,
  status: openString<
    'queued' | 'running' | 'waiting_approval' | 'completed' | 'failed' | 'cancelled'
  >(),
  trace_id: labelOrNull,
  created_at: textOrNull,
  updated_at: textOrNull,
  completed_at: textOrNull,
});
export type DemoRunSummary = z.infer<typeof demoRunSummary>;

/**
 * First-run state, computed by the server on every read of the detail. *main* counts disabled
 * accounts and revoked keys as created; only *wave* sends the `active_…_total` counts
 * (docs/contract.md, Onboarding).
 */
export const onboarding = z.looseObject({
  status: openString<
    | 'workspace_created'
    | 'baseline_ready'
    | 'ready_for_demo'
    | 'demo_run_started'
    | 'demo_run_succeeded'
  >(),
  checklist: z.looseObject({
    workspace_created: flag,
    baseline_ready: flag,
    service_account_created: flag,
    api_key_created: flag,
    demo_run_created: flag,
    demo_run_succeeded: flag,
  }),
  summary: z.looseObject({
    ...baselineCounts,
    service_accounts_total: count,
    active_service_accounts_total: z.optional(z.number()),
    api_keys_total: count,
    active_api_keys_total: z.optional(z.number()),
    demo_runs_total: count,
  }),
  latest_demo_run: z._default(z.nullable(demoRunSummary), null),
  latest_demo_run_hint: z._default(
    z.nullable(
      z.looseObject({
        status_label: label,
        is_terminal: flag,
        needs_attention: flag,
        suggested_action: labelOrNull,
      }),
    ),
    null,
  ),
  blockers: z._default(z.array(blocker), []),
  recommended_next: z._default(
    z.nullable(z.looseObject({ surface, action: label, reason: labelOrNull })),
    null,
  ),
  delivery_guidance: z._default(
    z.nullable(
      z.looseObject({
        verification_status: openString<'pending' | 'in_progress' | 'complete'>(),
        go_live_status: openString<'pending' | 'in_progress' | 'complete'>(),
        next_surface: z.optional(z.nullable(surface)),
        summary: textOrNull,
        updated_at: textOrNull,
      }),
    ),
    null,
  ),
  next_actions: z._default(z.array(z.string()), []),
});
export type Onboarding = z.infer<typeof onboarding>;
