import * as z from 'zod/mini';
import { openString, textOrNull } from './text.ts';

const count = z._default(z.number(), 0);

/** A tool provider, as far as the baseline shows one. */
export const toolProvider = z.looseObject({
  tool_provider_id: z.string(),
  name: z.string(),
  provider_type: z.optional(z.string()),
  endpoint_url: textOrNull,
  status: z.optional(openString<'active' | 'disabled'>()),
});
export type ToolProvider = z.infer<typeof toolProvider>;

/** A policy, as far as the baseline shows one; `scope.tool_name` is what it decides about. */
export const policy = z.looseObject({
  policy_id: z.string(),
  channel: z.optional(z.string()),
  scope: z._default(z.looseObject({ tool_name: z.optional(z.nullable(z.string())) }), {}),
  decision: openString<'allow' | 'deny' | 'approval_required'>(),
  priority: z.optional(z.number()),
  status: z.optional(openString<'active' | 'disabled'>()),
});
export type Policy = z.infer<typeof policy>;

/** What there is of the baseline, and what a bootstrap made of it or found. */
export const baselineCounts = {
  providers_total: count,
  policies_total: count,
  providers_created: count,
  providers_existing: count,
  policies_created: count,
  policies_existing: count,
};

/**
 * `POST …/{ws}/bootstrap`: 201 even when everything existed already (docs/contract.md, Bootstrap).
 */
export const bootstrapResult = z.looseObject({
  workspace: z.looseObject({
    workspace_id: z.string(),
    organization_id: z.optional(z.string()),
    tenant_id: z.optional(z.string()),
    slug: z.string(),
    display_name: z.string(),
  }),
  summary: z.looseObject(baselineCounts),
  providers: z._default(z.array(toolProvider), []),
  policies: z._default(z.array(policy), []),
  next_actions: z._default(z.array(z.string()), []),
});
export type BootstrapResult = z.infer<typeof bootstrapResult>;
