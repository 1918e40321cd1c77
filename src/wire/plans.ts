import * as z from 'zod/mini';
import { label, openString } from './text.ts';

const limit = z.optional(z.nullable(z.number()));

/**
 * A pricing plan. `limits` have other names than the usage metrics and -1 means unlimited
 * (docs/contract.md, Usage); prices are cents.
 */
export const plan = z.looseObject({
  plan_id: label,
  code: label,
  display_name: label,
  tier: z.optional(openString<'free' | 'paid'>()),
  status: z.optional(openString<'active'>()),
  monthly_price_cents: z.optional(z.nullable(z.number())),
  yearly_price_cents: z.optional(z.nullable(z.number())),
  limits: z._default(
    z.looseObject({
      runs_per_month: limit,
      tool_providers: limit,
      member_seats: limit,
      artifact_retention_days: limit,
    }),
    {},
  ),
  features: z._default(
    z.looseObject({
      sso: z.optional(z.boolean()),
      audit_export: z.optional(z.boolean()),
      dedicated_environment: z.optional(z.boolean()),
    }),
    {},
  ),
});
export type Plan = z.infer<typeof plan>;

/**
 * How a control-plane workspace pays; both period bounds set the usage period (docs/contract.md,
 * Usage).
 */
export const subscription = z.looseObject({
  subscription_id: z.string(),
  plan_id: label,
  billing_provider: z.optional(z.string()),
  status: openString<'active' | 'trialing' | 'past_due' | 'cancelled' | 'paused'>(),
  current_period_start: z.optional(z.nullable(z.string())),
  current_period_end: z.optional(z.nullable(z.string())),
  cancel_at_period_end: z.optional(z.boolean()),
});
export type Subscription = z.infer<typeof subscription>;
