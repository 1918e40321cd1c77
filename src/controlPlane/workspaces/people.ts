import type { Query } from '../database/query.ts';
import type { AppContext } from '../appContext.ts';
import type { MemberWorkspace, User } from './requestContext.ts';
import { missing, HttpError, unauthorized } from '../httpError.ts';

/** Who asks on the management plane, established outside of the request: in-process, or by a token. */
export interface Caller {
  readonly subject: string;
}

/** `auth_provider` of everybody here: this machine vouches for its own user. */
export const AUTH_PROVIDER = 'local';

const userBySubject: Query<User> = {
  sql: 'SELECT user_id, email, display_name, auth_subject, status FROM users WHERE auth_subject = ?',
};

/** @throws HttpError 401 without a caller, 403 when the subject is nobody here. Headers are never believed. */
export function requireUser(
  plane: AppContext,
  caller: Caller | undefined,
  header: (name: string) => string | null,
): User {
  if (caller === undefined) {
    throw unauthorized(
      header('x-subject-id') === null
        ? 'SaaS workspace routes require an authenticated subject'
        : 'SaaS workspace routes require a trusted authenticated subject header',
    );
  }
  const user =
    plane.database.get(userBySubject, caller.subject) ??
    plane.database.get(userBySubject, caller.subject.toLowerCase());
  if (user === undefined) {
    throw denied('Current subject is not mapped to a SaaS user', {
      subject_id: caller.subject,
      auth_provider: AUTH_PROVIDER,
    });
  }
  if (user.status !== 'active') throw denied('Current SaaS user is not active');
  return user;
}

const COLUMNS = `w.workspace_id, w.organization_id, o.slug AS organization_slug,
  o.display_name AS organization_display_name, o.status AS organization_status, w.tenant_id, w.slug,
  w.display_name, w.status, w.plan_id, w.data_region, w.subscription_id, w.bootstrap_summary,
  w.created_at, w.updated_at, m.role AS member_role, m.status AS member_status, m.joined_at`;

const workspaceOfUser: Query<MemberWorkspace> = {
  sql: `SELECT ${COLUMNS} FROM workspaces w
    JOIN organizations o ON o.organization_id = w.organization_id
    JOIN workspace_members m ON m.workspace_id = w.workspace_id
    WHERE w.workspace_id = ? AND m.user_id = ? AND m.status = 'active'`,
};

const workspacesOfUser: Query<MemberWorkspace> = {
  sql: `SELECT ${COLUMNS} FROM workspace_members m
    JOIN workspaces w ON w.workspace_id = m.workspace_id
    JOIN organizations o ON o.organization_id = w.organization_id
    WHERE m.user_id = ? AND m.status = 'active' AND w.status = 'active' AND o.status = 'active'
    ORDER BY o.display_name, w.display_name`,
};

const anyWorkspace: Query<{ workspace_id: string }> = {
  sql: 'SELECT workspace_id FROM workspaces WHERE workspace_id = ?',
};

/** The active workspaces of which the user is an active member. */
export function listWorkspaces(plane: AppContext, user: User): MemberWorkspace[] {
  return plane.database.all(workspacesOfUser, user.user_id);
}

/** @throws HttpError 404 when there is no such workspace, 403 when the user is not a member of it. */
export function requireWorkspace(
  plane: AppContext,
  user: User,
  workspaceId: string,
): MemberWorkspace {
  const workspace = plane.database.get(workspaceOfUser, workspaceId, user.user_id);
  if (workspace === undefined) {
    throw plane.database.get(anyWorkspace, workspaceId) === undefined
      ? missing('workspace_not_found', 'Workspace does not exist')
      : denied('Workspace is not accessible by current user');
  }
  if (workspace.status !== 'active') throw denied('Workspace is not active');
  if (workspace.organization_status !== 'active') {
    throw denied('Workspace organization is not active');
  }
  return workspace;
}

const MANAGERS = ['workspace_owner', 'workspace_admin'];

/** @throws HttpError 403 that names the roles; `action` completes “Only workspace owners or admins can …”. */
export function requireManager(workspace: MemberWorkspace, action: string): void {
  if (MANAGERS.includes(workspace.member_role)) return;
  throw new HttpError(
    403,
    'workspace_admin_required',
    `Only workspace owners or admins can ${action}`,
    { required_roles: MANAGERS },
  );
}

/** 403 for everything about membership but a missing management role. */
export function denied(message: string, details?: Readonly<Record<string, unknown>>): HttpError {
  return new HttpError(403, 'tenant_access_denied', message, details);
}
