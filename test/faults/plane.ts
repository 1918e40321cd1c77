import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { ApiKey } from '../../src/wire/apiKeys.ts';
import { endWithProcess } from '../support/owned.ts';
import { root } from '../support/root.mjs';

/** A real control plane in a process of its own, and the management calls a trial needs. */
export interface PlaneProcess {
  readonly url: string;
  readonly token: string;
  /** A control-plane workspace with a service account, for one trial alone. */
  newWorkspace(): Promise<{ readonly workspaceId: string; readonly accountId: string }>;
  rows(workspaceId: string): Promise<readonly ApiKey[]>;
  /** A POST outside of every proxy; the `data` of the answer. */
  post(path: string, body: unknown): Promise<unknown>;
  close(): Promise<void>;
}

export async function startPlane(dataDir: string): Promise<PlaneProcess> {
  const main = join(root, 'src', 'controlPlane', 'main.ts');
  const child = spawn(process.execPath, [main, '--port', '0', '--data', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const owned = endWithProcess(() => child.kill('SIGKILL'));
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  // The line that `main.ts` prints.
  const { url, managementToken } = JSON.parse(line) as { url: string; managementToken: string };

  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const request = {
      method,
      headers: {
        authorization: `Bearer ${managementToken}`,
        'idempotency-key': randomUUID(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    let response = await fetch(`${url}${path}`, request);
    // On a machine so busy that this process did not get to write for five seconds: the request was not
    // read, and may be sent again (RFC 9110, 15.5.9).
    while (response.status === 408) response = await fetch(`${url}${path}`, request);
    const answer = (await response.json()) as { data?: unknown };
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer.data;
  };
  // The answer of `/saas/me`, checked by the contract tests.
  const me = (await call('GET', '/api/v1/saas/me')) as {
    workspaces: { organization_id: string }[];
  };
  const organizationId = me.workspaces[0]?.organization_id;

  return {
    url,
    token: managementToken,
    async newWorkspace() {
      const name = `t-${randomUUID().slice(0, 13)}`;
      const workspaceId = `ws_${name}`;
      const accountId = `svc_${name}`;
      await call('POST', '/api/v1/saas/workspaces', {
        organization_id: organizationId,
        slug: name,
        display_name: name,
        tenant_id: `tenant_${name}`,
        workspace_id: workspaceId,
      });
      await call('POST', `/api/v1/saas/workspaces/${workspaceId}/service-accounts`, {
        service_account_id: accountId,
        name: 'ci',
      });
      return { workspaceId, accountId };
    },
    async rows(workspaceId) {
      const path = `/api/v1/saas/workspaces/${workspaceId}/api-keys`;
      // As the contract tests hold it.
      const list = (await call('GET', path)) as { items: ApiKey[] };
      return list.items;
    },
    post: (path, body) => call('POST', path, body),
    async close() {
      const exited = once(child, 'exit');
      // Its data is thrown away, so nothing has to be brought to an end.
      child.kill('SIGKILL');
      await exited;
      owned.release();
    },
  };
}
