import * as z from 'zod/mini';
import { listOf } from './page.ts';
import { openString, textOrNull } from './text.ts';

/** What a member may do; only owner and admin manage keys and service accounts (facts §3). */
export const memberRole = openString<
  'workspace_owner' | 'workspace_admin' | 'operator' | 'approver' | 'auditor' | 'viewer'
>();
export type MemberRole = z.infer<typeof memberRole>;

/** A member, in the short form of the workspace detail and the long one of the member list. */
export const member = z.looseObject({
  user_id: z.string(),
  email: textOrNull,
  display_name: textOrNull,
  role: memberRole,
  status: openString<'active'>(),
  joined_at: textOrNull,
  workspace_membership_id: z.optional(z.string()),
  workspace_id: z.optional(z.string()),
  invited_by_user_id: z.optional(z.nullable(z.string())),
  email_normalized: z.optional(z.nullable(z.string())),
  created_at: z.optional(z.string()),
  updated_at: z.optional(z.string()),
});
export type Member = z.infer<typeof member>;

/** `GET …/{ws}/members`. */
export const memberList = listOf(member);
