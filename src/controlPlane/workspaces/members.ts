import type { Member } from '../../wire/members.ts';
import type { Query } from '../database/query.ts';
import type { HandlerResult } from '../exchange.ts';
import type { AppContext } from '../appContext.ts';
import type { MemberWorkspace, WorkspaceContext } from './requestContext.ts';

interface MemberRow {
  readonly workspace_membership_id: string;
  readonly workspace_id: string;
  readonly user_id: string;
  readonly role: string;
  readonly status: string;
  readonly joined_at: string;
  readonly invited_by_user_id: string;
  readonly email: string;
  readonly display_name: string;
}

const membersOfWorkspace: Query<MemberRow> = {
  sql: `SELECT m.workspace_membership_id, m.workspace_id, m.user_id, m.role, m.status, m.joined_at,
      m.invited_by_user_id, u.email, u.display_name
    FROM workspace_members m JOIN users u ON u.user_id = m.user_id
    WHERE m.workspace_id = ? ORDER BY m.seq`,
};

const activeMember: Query<{ user_id: string }> = {
  sql: "SELECT user_id FROM workspace_members WHERE workspace_id = ? AND user_id = ? AND status = 'active'",
};

/** `GET …/members`. */
export function listMembers(plane: AppContext, { workspace }: WorkspaceContext): HandlerResult {
  const items = plane.database
    .all(membersOfWorkspace, workspace.workspace_id)
    .map((row): Member => ({
      ...row,
      email_normalized: row.email.toLowerCase(),
      created_at: row.joined_at,
      updated_at: row.joined_at,
    }));
  return { status: 200, data: { items, page_info: { next_cursor: null } } };
}

/** The short form, for the workspace detail. */
export function shortMembers(plane: AppContext, workspace: MemberWorkspace): Member[] {
  return plane.database
    .all(membersOfWorkspace, workspace.workspace_id)
    .map(({ user_id, email, display_name, role, status, joined_at }) => ({
      user_id,
      email,
      display_name,
      role,
      status,
      joined_at,
    }));
}

/** Whether a user may be named as the owner of something in this workspace. */
export function isActiveMember(plane: AppContext, workspaceId: string, userId: string): boolean {
  return plane.database.get(activeMember, workspaceId, userId) !== undefined;
}
