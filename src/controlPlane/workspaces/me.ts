import type { Me } from '../../wire/me.ts';
import type { Workspace } from '../../wire/workspaces.ts';
import type { HandlerResult } from '../exchange.ts';
import { AUTH_PROVIDER, listWorkspaces } from './people.ts';
import type { AppContext } from '../appContext.ts';
import type { MemberWorkspace, UserContext } from './requestContext.ts';

/** `GET /saas/me`: who the caller is, and where. */
export function readMe(plane: AppContext, { user }: UserContext): HandlerResult {
  const data: Me = {
    user: { ...user, auth_provider: AUTH_PROVIDER, last_login_at: null },
    workspaces: listWorkspaces(plane, user).map(flat),
  };
  return { status: 200, data };
}

/** `GET /saas/workspaces`. */
export function listOwnWorkspaces(plane: AppContext, { user }: UserContext): HandlerResult {
  const items = listWorkspaces(plane, user).map(flat);
  return { status: 200, data: { items, page_info: { next_cursor: null } } };
}

function flat(workspace: MemberWorkspace): Workspace {
  return {
    workspace_id: workspace.workspace_id,
    organization_id: workspace.organization_id,
    organization_slug: workspace.organization_slug,
    organization_display_name: workspace.organization_display_name,
    tenant_id: workspace.tenant_id,
    slug: workspace.slug,
    display_name: workspace.display_name,
    status: workspace.status,
    plan_id: workspace.plan_id,
    data_region: workspace.data_region,
    membership_role: workspace.member_role,
    created_at: workspace.created_at,
    updated_at: workspace.updated_at,
  };
}
