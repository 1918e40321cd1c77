import type { Database } from '../database/query.ts';
import { newId } from '../ids.ts';

interface NewWorkspace {
  readonly workspaceId: string;
  readonly organizationId: string;
  readonly tenantId: string;
  readonly slug: string;
  readonly displayName: string;
  readonly planId: string;
  readonly dataRegion: string;
  readonly ownerUserId: string;
}

/** Stores a workspace with its owner as first member. Belongs into a transaction. */
export function insertWorkspace(database: Database, now: Date, workspace: NewWorkspace): void {
  const time = now.toISOString();
  database.insert('workspaces', {
    workspace_id: workspace.workspaceId,
    organization_id: workspace.organizationId,
    tenant_id: workspace.tenantId,
    slug: workspace.slug,
    display_name: workspace.displayName,
    status: 'active',
    plan_id: workspace.planId,
    data_region: workspace.dataRegion,
    subscription_id: newId('sub', now),
    created_at: time,
    updated_at: time,
  });
  insertMember(database, now, {
    workspaceId: workspace.workspaceId,
    userId: workspace.ownerUserId,
    role: 'workspace_owner',
    invitedBy: workspace.ownerUserId,
  });
}

/** Makes a user a member of a workspace. Belongs into a transaction. */
export function insertMember(
  database: Database,
  now: Date,
  member: { workspaceId: string; userId: string; role: string; invitedBy: string },
): void {
  database.insert('workspace_members', {
    workspace_membership_id: newId('wsm', now),
    workspace_id: member.workspaceId,
    user_id: member.userId,
    role: member.role,
    status: 'active',
    joined_at: now.toISOString(),
    invited_by_user_id: member.invitedBy,
  });
}
