import type { WorkspaceDetail } from '../../wire/workspaces.ts';
import { billing } from './billing.ts';
import { ownWorkspace } from './createWorkspace.ts';
import type { HandlerResult } from '../exchange.ts';
import { shortMembers } from './members.ts';
import { onboarding } from '../onboarding/onboarding.ts';
import { onboardingFacts } from '../onboarding/onboardingFacts.ts';
import type { AppContext } from '../appContext.ts';
import type { WorkspaceContext } from './requestContext.ts';
import { planOf } from './plans.ts';
import { readUsage } from './usage.ts';

/** `GET /saas/workspaces/{ws}`: everything a first-run checklist needs, computed on every read. */
export function readDetail(plane: AppContext, { workspace }: WorkspaceContext): HandlerResult {
  plane.executor.catchUp();
  const now = plane.now();
  const plan = planOf(workspace.plan_id);
  const consumer = {
    tenantId: workspace.tenant_id,
    workspaceId: workspace.workspace_id,
    planId: workspace.plan_id,
  };
  const data: WorkspaceDetail = {
    workspace: ownWorkspace(workspace),
    plan,
    ...billing(workspace, plan),
    usage: readUsage(plane.database, consumer, now),
    onboarding: onboarding(onboardingFacts(plane.database, workspace, now)),
    members: shortMembers(plane, workspace),
  };
  return { status: 200, data };
}
