import * as z from 'zod/mini';
import { member, memberRole } from './members.ts';
import { onboarding } from './onboarding.ts';
import { listOf } from './page.ts';
import { plan, subscription } from './plans.ts';
import { label, labelOrNull, openString, textOrNull, trimmedText } from './text.ts';
import { billingSummary, usage } from './usage.ts';

/**
 * A control-plane workspace as a row of `/saas/me` and of the list: organization flat beside it.
 */
export const workspace = z.looseObject({
  workspace_id: label,
  organization_id: label,
  organization_slug: labelOrNull,
  organization_display_name: labelOrNull,
  tenant_id: label,
  slug: label,
  display_name: label,
  status: openString<'active'>(),
  plan_id: textOrNull,
  data_region: textOrNull,
  membership_role: z.optional(memberRole),
  created_at: z.optional(z.string()),
  updated_at: z.optional(z.string()),
});
export type Workspace = z.infer<typeof workspace>;

/** `GET /saas/workspaces`: only active ones, by organization and display name. */
export const workspaceList = listOf(workspace);

/**
 * The same thing inside the detail and in the answer of create: organization and membership nested.
 */
export const ownWorkspace = z.looseObject({
  workspace_id: label,
  organization: z.looseObject({
    organization_id: label,
    slug: labelOrNull,
    display_name: labelOrNull,
    status: z.optional(openString<'active'>()),
  }),
  tenant_id: label,
  slug: label,
  display_name: label,
  status: openString<'active'>(),
  plan_id: textOrNull,
  data_region: textOrNull,
  membership: z._default(
    z.nullable(
      z.looseObject({ role: memberRole, status: openString<'active'>(), joined_at: textOrNull }),
    ),
    null,
  ),
  created_at: z.optional(z.string()),
  updated_at: z.optional(z.string()),
});
export type OwnWorkspace = z.infer<typeof ownWorkspace>;

/** `GET /saas/workspaces/{ws}`: everything the checklist needs in one read. */
export const workspaceDetail = z.looseObject({
  workspace: ownWorkspace,
  plan,
  subscription: z._default(z.nullable(subscription), null),
  billing_summary: z._default(z.nullable(billingSummary), null),
  billing_providers: z.optional(z.unknown()),
  usage,
  onboarding,
  members: z._default(z.array(member), []),
});
export type WorkspaceDetail = z.infer<typeof workspaceDetail>;

/**
 * Lower-case words of letters and digits, joined by single hyphens (docs/contract.md, Workspaces).
 */
export const workspaceSlugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * `POST /saas/workspaces`. Fields in the order in which the server checks them. Send
 * `workspace_id`: without it an identical retry is refused as a conflict (docs/contract.md,
 * Idempotency).
 */
export const createWorkspaceBody = z.object({
  organization_id: trimmedText,
  slug: label.check(z.trim(), z.minLength(1), z.toLowerCase(), z.regex(workspaceSlugPattern)),
  display_name: trimmedText,
  tenant_id: trimmedText,
  workspace_id: z.optional(trimmedText),
  plan_id: z.optional(trimmedText),
  data_region: z.optional(trimmedText),
});
export type CreateWorkspaceBody = z.infer<typeof createWorkspaceBody>;

/** The answer of create, 201 or 200 on an idempotent replay. */
export const createdWorkspace = z.looseObject({ workspace: ownWorkspace, plan });
export type CreatedWorkspace = z.infer<typeof createdWorkspace>;
