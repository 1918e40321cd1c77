import {
  createdServiceAccount,
  serviceAccount,
  serviceAccountList,
  type CreateServiceAccountBody,
  type ServiceAccount,
} from '../wire/serviceAccounts.ts';
import type { Call } from './call.ts';
import type { Http } from './http.ts';
import { allPages, rowsOf } from './pages.ts';
import { segment } from './segment.ts';

export interface ServiceAccountCalls {
  serviceAccounts(ws: string, signal?: AbortSignal): Promise<ServiceAccount[]>;
  /**
   * Send `service_account_id`: without it an identical retry is a conflict (docs/contract.md,
   * Idempotency).
   */
  createServiceAccount(
    ws: string,
    body: CreateServiceAccountBody,
    call: Call,
  ): Promise<ServiceAccount>;
  /**
   * Irreversible; every key of the account stops working at once (docs/contract.md, Service
   * accounts).
   */
  disableServiceAccount(ws: string, id: string, call: Call): Promise<ServiceAccount>;
}

export function serviceAccountCalls(http: Http): ServiceAccountCalls {
  const root = (ws: string) => `/saas/workspaces/${segment(ws)}/service-accounts`;
  return {
    async serviceAccounts(ws, signal) {
      const path = root(ws);
      const pages = await allPages(path, (cursor) =>
        http.ask({ method: 'GET', path, query: { cursor }, signal }, serviceAccountList),
      );
      return rowsOf(
        pages,
        (page) => page.items,
        (row) => row.service_account_id,
      );
    },
    async createServiceAccount(ws, body, call) {
      const question = { ...call, method: 'POST', path: root(ws), body } as const;
      return (await http.ask(question, createdServiceAccount)).service_account;
    },
    disableServiceAccount: (ws, id, call) =>
      http.ask(
        { ...call, method: 'POST', path: `${root(ws)}/${segment(id)}:disable` },
        serviceAccount,
      ),
  };
}
