import * as z from 'zod/mini';
import { createApiKeyBody, createdApiKey, apiKey, apiKeyList } from '../../../src/wire/apiKeys.ts';
import { rotateApiKeyBody, rotatedApiKey } from '../../../src/wire/apiKeys.ts';
import { approvalDecisionBody, decidedApproval } from '../../../src/wire/approvals.ts';
import { auditExport } from '../../../src/wire/audit.ts';
import { bootstrapResult } from '../../../src/wire/bootstrap.ts';
import { delivery, deliveryBody } from '../../../src/wire/delivery.ts';
import { dataEnvelope } from '../../../src/wire/envelope.ts';
import { health } from '../../../src/wire/health.ts';
import { me } from '../../../src/wire/me.ts';
import { runArtifact, runArtifacts, runEvents, runGraph } from '../../../src/wire/runGraph.ts';
import { cancelledRun, createdRun, createRunBody, run } from '../../../src/wire/runs.ts';
import { replayBody, replayedRun } from '../../../src/wire/runs.ts';
import {
  createdServiceAccount,
  createServiceAccountBody,
  serviceAccount,
  serviceAccountList,
} from '../../../src/wire/serviceAccounts.ts';
import { memberList } from '../../../src/wire/members.ts';
import {
  createdWorkspace,
  createWorkspaceBody,
  workspaceDetail,
  workspaceList,
} from '../../../src/wire/workspaces.ts';

/** What an endpoint of ours takes and gives; `answer` is of the whole response body. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly answer: z.ZodMiniType;
  readonly body?: z.ZodMiniType;
}

const ws = '/saas/workspaces/[^/]+';

function route(method: string, path: string, data: z.ZodMiniType, body?: z.ZodMiniType): Route {
  const answer = dataEnvelope(data);
  return {
    method,
    path: new RegExp(`^${path}$`),
    answer,
    ...(body === undefined ? {} : { body }),
  };
}

/** Every endpoint that Keyrail calls, with the schemas that its client and its server parse with. */
export const routes: readonly Route[] = [
  { method: 'HEAD', path: /^\/health$/, answer: z.null() },
  route('GET', '/health', health),
  route('GET', '/saas/me', me),
  route('GET', '/saas/workspaces', workspaceList),
  route('POST', '/saas/workspaces', createdWorkspace, createWorkspaceBody),
  route('GET', ws, workspaceDetail),
  route('GET', `${ws}/members`, memberList),
  route('POST', `${ws}/bootstrap`, bootstrapResult),
  route('GET', `${ws}/service-accounts`, serviceAccountList),
  route('POST', `${ws}/service-accounts`, createdServiceAccount, createServiceAccountBody),
  route('POST', `${ws}/service-accounts/[^/:]+:disable`, serviceAccount),
  route('GET', `${ws}/api-keys`, apiKeyList),
  route('POST', `${ws}/api-keys`, createdApiKey, createApiKeyBody),
  route('POST', `${ws}/api-keys/[^/:]+:rotate`, rotatedApiKey, rotateApiKeyBody),
  route('POST', `${ws}/api-keys/[^/:]+:revoke`, apiKey),
  route('GET', `${ws}/delivery`, delivery),
  route('POST', `${ws}/delivery`, delivery, deliveryBody),
  { method: 'GET', path: new RegExp(`^${ws}/audit-events:export$`), answer: auditExport },
  route('POST', '/runs', createdRun, createRunBody),
  route('GET', '/runs/[^/]+', run),
  route('GET', '/runs/[^/]+/graph', runGraph),
  route('GET', '/runs/[^/]+/events', runEvents),
  route('GET', '/runs/[^/]+/artifacts', runArtifacts),
  route('GET', '/runs/[^/]+/artifacts/[^/]+', runArtifact),
  route('POST', '/runs/[^/]+/replay', replayedRun, replayBody),
  route('POST', '/runs/[^/:]+:cancel', cancelledRun),
  route('POST', '/approvals/[^/]+/decision', decidedApproval, approvalDecisionBody),
];

/** Resources of the control plane that Keyrail does not speak. Their errors still have our envelope. */
const notOurs: readonly RegExp[] = [
  /^\/policies(\/|$)/,
  /^\/tool-providers(\/|$)/,
  /^\/mcp\//,
  /^\/a2a\//,
  /^\/saas\/invitations:accept$/,
  /^\/saas\/workspaces\/[^/]+\/invitations$/,
  /^\/saas\/workspaces\/[^/]+\/billing\//,
  /^\/saas\/admin\//,
];

/** The path below `/api/v1`, without its query. */
export function routePath(path: string): string {
  return path.replace(/^\/api\/v1(?=\/|$)/, '').replace(/\?.*$/, '');
}

export function findRoute(method: string, path: string): Route | undefined {
  return routes.find((each) => each.method === method && each.path.test(routePath(path)));
}

export function isNotOurs(path: string): boolean {
  return notOurs.some((pattern) => pattern.test(routePath(path)));
}
