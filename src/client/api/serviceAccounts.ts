import {
  createdServiceAccount,
  serviceAccount,
  serviceAccountList,
  type CreateServiceAccountBody,
  type ServiceAccount,
} from '../../wire/serviceAccounts.ts';
import type { PostOptions } from '../transport/apiRequest.ts';
import type { Http } from '../transport/http.ts';
import { allPages, rowsOf, segment } from './pages.ts';

export interface ServiceAccountCalls {
  serviceAccounts(ws: string, signal?: AbortSignal): Promise<ServiceAccount[]>;
  /**
   * Send `service_account_id`: without it an identical retry is a conflict (docs/contract.md,
   * Idempotency).
   */
  createServiceAccount(
    ws: string,
    body: CreateServiceAccountBody,
    call: PostOptions,
  ): Promise<ServiceAccount>;
  /**
   * Irreversible; every key of the account stops working at once (docs/contract.md, Service
   * accounts).
   */
  disableServiceAccount(ws: string, id: string, call: PostOptions): Promise<ServiceAccount>;
}

export function serviceAccountCalls(http: Http): ServiceAccountCalls {
  const root = (ws: string) => `/saas/workspaces/${segment(ws)}/service-accounts`;
  return {
    async serviceAccounts(ws, signal) {
      const path = root(ws);
      const pages = await allPages(path, (cursor) =>
        http.send({ method: 'GET', path, query: { cursor }, signal }, serviceAccountList),
      );
      return rowsOf(
        pages,
        (page) => page.items,
        (row) => row.service_account_id,
      );
    },
    async createServiceAccount(ws, body, call) {
      const request = { ...call, method: 'POST', path: root(ws), body } as const;
      return (await http.send(request, createdServiceAccount)).service_account;
    },
    disableServiceAccount: (ws, id, call) =>
      http.send(
        { ...call, method: 'POST', path: `${root(ws)}/${segment(id)}:disable` },
        serviceAccount,
      ),
  };
}
