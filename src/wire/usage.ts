import * as z from 'zod/mini';
import { label, openString, textOrNull } from './text.ts';

/**
 * One metric. `over_limit` is `used > limit`, but the server refuses at `used >= limit`
 * (docs/contract.md, Usage), so it must not be taken for *blocked*. `limit: null` is unlimited.
 */
export const usageMetric = z.looseObject({
  used: z.number(),
  limit: z._default(z.nullable(z.number()), null),
  remaining: z._default(z.nullable(z.number()), null),
  over_limit: z._default(z.boolean(), false),
});
export type UsageMetric = z.infer<typeof usageMetric>;

/** Usage of the current period; exists only inside the workspace detail, never per key. */
export const usage = z.looseObject({
  period_start: z.string(),
  period_end: z.string(),
  metrics: z.looseObject({
    runs_created: z.optional(usageMetric),
    artifact_storage_bytes: z.optional(usageMetric),
    active_tool_providers: z.optional(usageMetric),
  }),
});
export type Usage = z.infer<typeof usage>;

/** What the console shows of a plan's payment; `action.href` is relative to the console. */
export const billingSummary = z.looseObject({
  status: openString<'active' | 'trialing' | 'past_due' | 'cancelled' | 'paused'>(),
  status_label: label,
  status_tone: openString<'positive' | 'warning' | 'neutral'>(),
  provider: z.optional(z.nullable(z.string())),
  plan_code: z.optional(z.nullable(z.string())),
  plan_display_name: z.optional(z.nullable(z.string())),
  monthly_price_cents: z.optional(z.nullable(z.number())),
  current_period_start: textOrNull,
  current_period_end: textOrNull,
  cancel_at_period_end: z._default(z.boolean(), false),
  self_serve_enabled: z.optional(z.boolean()),
  description: z._default(label, ''),
  action: z._default(
    z.nullable(
      z.looseObject({
        kind: z.string(),
        label,
        href: textOrNull,
        availability: z.optional(openString<'staged' | 'available'>()),
      }),
    ),
    null,
  ),
});
export type BillingSummary = z.infer<typeof billingSummary>;
