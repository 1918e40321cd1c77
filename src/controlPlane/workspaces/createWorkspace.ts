import {
  createWorkspaceBody,
  type CreatedWorkspace,
  type CreateWorkspaceBody,
  type OwnWorkspace,
} from '../../wire/workspaces.ts';
import { recordAction } from '../audit/audit.ts';
import type { Query } from '../database/query.ts';
import type { HandlerResult } from '../exchange.ts';
import { once } from '../idempotency.ts';
import { newId } from '../ids.ts';
import { insertWorkspace } from './insertWorkspace.ts';
import { parseBody } from '../jsonBody.ts';
import { denied, requireWorkspace } from './people.ts';
import type { AppContext } from '../appContext.ts';
import type { MemberWorkspace, UserContext } from './requestContext.ts';
import { planOf, requirePlan } from './plans.ts';
import { missing, HttpError } from '../httpError.ts';

const organizationRole: Query<{ role: string | null }> = {
  sql: `SELECT m.role FROM organizations o
    LEFT JOIN organization_members m ON m.organization_id = o.organization_id AND m.user_id = ?2
    WHERE o.organization_id = ?1`,
};
const bySlug: Query<{ workspace_id: string }> = {
  sql: 'SELECT workspace_id FROM workspaces WHERE organization_id = ? AND slug = ?',
};
const byId: Query<{ workspace_id: string }> = {
  sql: 'SELECT workspace_id FROM workspaces WHERE workspace_id = ?',
};
const byTenant: Query<{ workspace_id: string }> = {
  sql: 'SELECT workspace_id FROM workspaces WHERE tenant_id = ?',
};

const CREATORS = ['organization_owner', 'organization_admin'];

/**
 * `POST /saas/workspaces`; a retry without `workspace_id` repeats the answer (docs/contract.md,
 * Workspaces).
 */
export function createWorkspace(plane: AppContext, context: UserContext): Promise<HandlerResult> {
  const { user } = context;
  const body = parseBody(createWorkspaceBody, context.body, explain);
  requireCreator(plane, body.organization_id, user.user_id);
  const plan = requirePlan(body.plan_id ?? plane.defaultPlanId);
  const answer = (status: 200 | 201, id: string): HandlerResult => {
    const workspace = requireWorkspace(plane, user, id);
    const data: CreatedWorkspace = {
      workspace: ownWorkspace(workspace),
      plan: planOf(workspace.plan_id),
    };
    return { status, data };
  };
  return once(plane, context, {
    owner: user.user_id,
    payload: body,
    perform(now) {
      refuseTaken(plane, body);
      const workspaceId = body.workspace_id ?? newId('workspace', now);
      insertWorkspace(plane.database, now, {
        workspaceId,
        organizationId: body.organization_id,
        tenantId: body.tenant_id,
        slug: body.slug,
        displayName: body.display_name,
        planId: plan.plan_id,
        dataRegion: body.data_region ?? 'global',
        ownerUserId: user.user_id,
      });
      const scene = { ...context, workspace: { tenant_id: body.tenant_id } };
      recordAction(plane.database, now, scene, 'workspace_created', { workspace_id: workspaceId });
      return { resourceId: workspaceId, answer: answer(201, workspaceId) };
    },
    repeat: (id) => answer(200, id),
  });
}

function explain(path: string, issue: { readonly code?: string }): string {
  return path === 'slug' && issue.code === 'invalid_format'
    ? 'slug must contain only lowercase letters, numbers, and hyphens'
    : `${path} must be a non-empty string`;
}

function requireCreator(plane: AppContext, organizationId: string, userId: string): void {
  const row = plane.database.get(organizationRole, organizationId, userId);
  if (row === undefined) throw missing('organization_not_found', 'Organization does not exist');
  if (row.role !== null && CREATORS.includes(row.role)) return;
  throw denied('Only organization owners or admins can create workspaces', {
    required_roles: CREATORS,
  });
}

function refuseTaken({ database }: AppContext, body: CreateWorkspaceBody): void {
  if (database.get(bySlug, body.organization_id, body.slug) !== undefined) {
    throw conflict('workspace_already_exists', 'Workspace slug already exists in organization');
  }
  if (body.workspace_id !== undefined && database.get(byId, body.workspace_id) !== undefined) {
    throw conflict('workspace_already_exists', 'workspace_id already exists');
  }
  if (database.get(byTenant, body.tenant_id) !== undefined) {
    throw conflict('workspace_tenant_conflict', 'tenant_id is already bound to another workspace');
  }
}

function conflict(code: string, message: string): HttpError {
  return new HttpError(409, code, message);
}

/** A workspace with organization and membership nested, as detail and create answer it. */
export function ownWorkspace(workspace: MemberWorkspace): OwnWorkspace {
  return {
    workspace_id: workspace.workspace_id,
    organization: {
      organization_id: workspace.organization_id,
      slug: workspace.organization_slug,
      display_name: workspace.organization_display_name,
      status: workspace.organization_status,
    },
    tenant_id: workspace.tenant_id,
    slug: workspace.slug,
    display_name: workspace.display_name,
    status: workspace.status,
    plan_id: workspace.plan_id,
    data_region: workspace.data_region,
    membership: {
      role: workspace.member_role,
      status: workspace.member_status,
      joined_at: workspace.joined_at,
    },
    created_at: workspace.created_at,
    updated_at: workspace.updated_at,
  };
}
