import * as z from 'zod/mini';
import { listOf } from './page.ts';
import { label, labelOrNull, openString } from './text.ts';

/**
 * What a member may do; only owner and admin manage keys and service accounts (docs/contract.md,
 * Roles).
 */
export const memberRole = openString<
  'workspace_owner' | 'workspace_admin' | 'operator' | 'approver' | 'auditor' | 'viewer'
>();
export type MemberRole = z.infer<typeof memberRole>;

/** A member, in the short form of the workspace detail and the long one of the member list. */
export const member = z.looseObject({
  user_id: label,
  email: labelOrNull,
  display_name: labelOrNull,
  role: memberRole,
  status: openString<'active'>(),
  joined_at: labelOrNull,
  workspace_membership_id: z.optional(label),
  workspace_id: z.optional(label),
  invited_by_user_id: z.optional(z.nullable(label)),
  email_normalized: z.optional(z.nullable(label)),
  created_at: z.optional(label),
  updated_at: z.optional(label),
});
export type Member = z.infer<typeof member>;

/** `GET …/{ws}/members`. */
export const memberList = listOf(member);
