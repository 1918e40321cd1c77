import { decideApproval } from './runs/approvals.ts';
import { exportAudit } from './audit/auditExport.ts';
import { bootstrap } from './workspaces/bootstrap.ts';
import { readDelivery, updateDelivery } from './onboarding/delivery.ts';
import { createWorkspace } from './workspaces/createWorkspace.ts';
import { health } from './listener/health.ts';
import { createKey, listKeys } from './credentials/keys.ts';
import { listOwnWorkspaces, readMe } from './workspaces/me.ts';
import { listMembers } from './workspaces/members.ts';
import { revokeKey } from './credentials/revokeKey.ts';
import { replayRun } from './runs/replayRun.ts';
import { rotateKey } from './credentials/rotateKey.ts';
import type { Route } from './routeTable.ts';
import { readArtifact, readArtifacts, readEvents, readGraph } from './runs/runReads.ts';
import { cancelRun, createRun, readRun } from './runs/runs.ts';
import { createAccount, disableAccount, listAccounts } from './credentials/serviceAccounts.ts';
import { callAgent, callTool } from './runs/upstreams.ts';
import { readDetail } from './workspaces/workspaceDetail.ts';

const WS = '/saas/workspaces/{workspace}';

/** Everything the control plane answers; anything else is 404 (docs/contract.md, Endpoints). */
export const routes: readonly Route[] = [
  { method: 'GET', path: '/health', plane: 'open', handle: health },

  { method: 'GET', path: '/saas/me', plane: 'user', handle: readMe },
  { method: 'GET', path: '/saas/workspaces', plane: 'user', handle: listOwnWorkspaces },
  { method: 'POST', path: '/saas/workspaces', plane: 'user', json: true, handle: createWorkspace },
  { method: 'GET', path: WS, plane: 'workspace', handle: readDetail },
  { method: 'GET', path: `${WS}/members`, plane: 'workspace', handle: listMembers },
  {
    method: 'POST',
    path: `${WS}/bootstrap`,
    plane: 'workspace',
    manage: 'bootstrap workspace onboarding',
    handle: bootstrap,
  },
  {
    method: 'GET',
    path: `${WS}/service-accounts`,
    plane: 'workspace',
    manage: 'view service accounts',
    handle: listAccounts,
  },
  {
    method: 'POST',
    path: `${WS}/service-accounts`,
    plane: 'workspace',
    manage: 'create service accounts',
    json: true,
    handle: createAccount,
  },
  {
    method: 'POST',
    path: `${WS}/service-accounts/{account}:disable`,
    plane: 'workspace',
    manage: 'disable service accounts',
    handle: disableAccount,
  },
  {
    method: 'GET',
    path: `${WS}/api-keys`,
    plane: 'workspace',
    manage: 'view API keys',
    handle: listKeys,
  },
  {
    method: 'POST',
    path: `${WS}/api-keys`,
    plane: 'workspace',
    manage: 'create API keys',
    json: true,
    handle: createKey,
  },
  {
    method: 'POST',
    path: `${WS}/api-keys/{key}:rotate`,
    plane: 'workspace',
    manage: 'rotate API keys',
    json: true,
    handle: rotateKey,
  },
  {
    method: 'POST',
    path: `${WS}/api-keys/{key}:revoke`,
    plane: 'workspace',
    manage: 'revoke API keys',
    handle: revokeKey,
  },
  { method: 'GET', path: `${WS}/delivery`, plane: 'workspace', handle: readDelivery },
  {
    method: 'POST',
    path: `${WS}/delivery`,
    plane: 'workspace',
    manage: 'update delivery tracking',
    json: true,
    handle: updateDelivery,
  },
  { method: 'GET', path: `${WS}/audit-events:export`, plane: 'workspace', handle: exportAudit },

  {
    method: 'POST',
    path: '/runs',
    plane: 'key',
    scope: 'runs:write',
    json: true,
    handle: createRun,
  },
  { method: 'GET', path: '/runs/{run}', plane: 'key', handle: readRun },
  { method: 'GET', path: '/runs/{run}/graph', plane: 'key', handle: readGraph },
  { method: 'GET', path: '/runs/{run}/events', plane: 'key', handle: readEvents },
  { method: 'GET', path: '/runs/{run}/artifacts', plane: 'key', handle: readArtifacts },
  { method: 'GET', path: '/runs/{run}/artifacts/{artifact}', plane: 'key', handle: readArtifact },
  {
    method: 'POST',
    path: '/runs/{run}/replay',
    plane: 'key',
    scope: 'runs:write',
    json: true,
    handle: replayRun,
  },
  {
    method: 'POST',
    path: '/runs/{run}:cancel',
    plane: 'key',
    scope: 'runs:manage',
    handle: cancelRun,
  },
  {
    method: 'POST',
    path: '/approvals/{approval}/decision',
    plane: 'key',
    scope: 'approvals:write',
    json: true,
    handle: decideApproval,
  },
  {
    method: 'POST',
    path: '/a2a/message:send',
    plane: 'key',
    scope: 'a2a:write',
    handle: callAgent,
  },
  {
    method: 'POST',
    path: '/a2a/tasks/{task}:cancel',
    plane: 'key',
    scope: 'a2a:write',
    handle: callAgent,
  },
  {
    method: 'POST',
    path: '/mcp/{provider}',
    plane: 'key',
    scope: 'mcp:call',
    withoutIdempotency: true,
    handle: callTool,
  },
];
