import * as z from 'zod/mini';
import { label, labelOrNull, openString, textOrNull } from './text.ts';
import { workspace } from './workspaces.ts';

/** The human that the edge vouches for. */
export const user = z.looseObject({
  user_id: label,
  email: labelOrNull,
  display_name: labelOrNull,
  auth_provider: z.optional(openString<'header_subject' | 'trusted_edge'>()),
  auth_subject: z.optional(z.string()),
  status: openString<'active'>(),
  last_login_at: textOrNull,
});

/** `GET /saas/me`: the user and the control-plane workspaces they are an active member of. */
export const me = z.looseObject({ user, workspaces: z.array(workspace) });
export type Me = z.infer<typeof me>;
