import { bootstrapResult, type BootstrapResult } from '../../wire/bootstrap.ts';
import { delivery, type Delivery, type DeliveryBody } from '../../wire/delivery.ts';
import { health, type Health } from '../../wire/health.ts';
import { me, type Me } from '../../wire/me.ts';
import { memberList, type Member } from '../../wire/members.ts';
import {
  createdWorkspace,
  workspaceDetail,
  workspaceList,
  type CreatedWorkspace,
  type CreateWorkspaceBody,
  type Workspace,
  type WorkspaceDetail,
} from '../../wire/workspaces.ts';
import type { PostOptions } from '../transport/apiRequest.ts';
import type { Http } from '../transport/http.ts';
import { allPages, rowsOf, segment } from './pages.ts';

export interface WorkspaceCalls {
  health(signal?: AbortSignal): Promise<Health>;
  me(signal?: AbortSignal): Promise<Me>;
  workspaces(signal?: AbortSignal): Promise<Workspace[]>;
  workspace(ws: string, signal?: AbortSignal): Promise<WorkspaceDetail>;
  members(ws: string, signal?: AbortSignal): Promise<Member[]>;
  createWorkspace(body: CreateWorkspaceBody, call: PostOptions): Promise<CreatedWorkspace>;
  bootstrap(ws: string, call: PostOptions): Promise<BootstrapResult>;
  delivery(ws: string, signal?: AbortSignal): Promise<Delivery>;
  /**
   * Replaces both tracks; read first and send the other one back unchanged (docs/contract.md,
   * Delivery tracks).
   */
  updateDelivery(ws: string, body: DeliveryBody, call: PostOptions): Promise<Delivery>;
}

export function workspaceCalls(http: Http): WorkspaceCalls {
  const root = '/saas/workspaces';
  return {
    health: (signal) => http.send({ method: 'GET', path: '/health', signal }, health),
    me: (signal) => http.send({ method: 'GET', path: '/saas/me', signal }, me),
    async workspaces(signal) {
      const pages = await allPages(root, (cursor) =>
        http.send({ method: 'GET', path: root, query: { cursor }, signal }, workspaceList),
      );
      return rowsOf(
        pages,
        (page) => page.items,
        (row) => row.workspace_id,
      );
    },
    workspace: (ws, signal) =>
      http.send({ method: 'GET', path: `${root}/${segment(ws)}`, signal }, workspaceDetail),
    async members(ws, signal) {
      const path = `${root}/${segment(ws)}/members`;
      const pages = await allPages(path, (cursor) =>
        http.send({ method: 'GET', path, query: { cursor }, signal }, memberList),
      );
      return rowsOf(
        pages,
        (page) => page.items,
        (row) => row.user_id,
      );
    },
    createWorkspace: (body, call) =>
      http.send({ ...call, method: 'POST', path: root, body }, createdWorkspace),
    bootstrap: (ws, call) =>
      http.send(
        { ...call, method: 'POST', path: `${root}/${segment(ws)}/bootstrap` },
        bootstrapResult,
      ),
    delivery: (ws, signal) =>
      http.send({ method: 'GET', path: `${root}/${segment(ws)}/delivery`, signal }, delivery),
    updateDelivery: (ws, body, call) =>
      http.send(
        { ...call, method: 'POST', path: `${root}/${segment(ws)}/delivery`, body },
        delivery,
      ),
  };
}
