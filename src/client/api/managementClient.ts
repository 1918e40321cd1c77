import { apiKeyCalls, type ApiKeyCalls } from './apiKeys.ts';
import { openAuditDownload, type AuditDownload, type AuditFilter } from './auditDownload.ts';
import type { Http } from '../transport/http.ts';
import { serviceAccountCalls, type ServiceAccountCalls } from './serviceAccounts.ts';
import { workspaceCalls, type WorkspaceCalls } from './workspaces.ts';

/**
 * The management plane as one user sees it. Every call throws `ApiError`, or `UserFacingError`
 * where the connection itself cannot be used. GETs and POSTs are retried where that is safe.
 */
export interface ManagementClient extends WorkspaceCalls, ServiceAccountCalls, ApiKeyCalls {
  exportAudit(ws: string, filter: AuditFilter, signal?: AbortSignal): Promise<AuditDownload>;
  /** The person asked to try again now: forget that the server did not answer. */
  retryNow(): void;
}

export function createManagementClient(http: Http): ManagementClient {
  return {
    ...workspaceCalls(http),
    ...serviceAccountCalls(http),
    ...apiKeyCalls(http),
    exportAudit: (ws, filter, signal) => openAuditDownload(http, ws, filter, signal),
    retryNow: () => {
      http.circuit.reset();
    },
  };
}
