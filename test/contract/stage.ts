import assert from 'node:assert/strict';
import type { Context } from 'mocha';
import { Secret } from '../../src/domain/secrets/secret.ts';
import { apiKeyList, createdApiKey, type ApiKey } from '../../src/wire/apiKeys.ts';
import { createdServiceAccount, type ServiceAccount } from '../../src/wire/serviceAccounts.ts';
import { workspaceDetail, type WorkspaceDetail } from '../../src/wire/workspaces.ts';
import { ask, inWorkspace, post, type Answer } from './ask.ts';
import { dataOf } from './expect.ts';
import { fresh } from './names.ts';
import { skipSuite } from './skip.ts';

/** A key of our own and its value. */
export interface Issued {
  readonly row: ApiKey;
  readonly secret: Secret;
}

let mainAccount: Promise<ServiceAccount> | undefined;

export async function readDetail(): Promise<WorkspaceDetail> {
  return dataOf(await ask('GET', inWorkspace()), 200, workspaceDetail);
}

/** Skips the suite for a tester who may not manage keys. */
export async function needManager(context: Context): Promise<void> {
  const { workspace } = await readDetail();
  const role = workspace.membership?.role;
  // A server that does not tell the role tells it by what it refuses.
  if (role !== undefined && role !== 'workspace_owner' && role !== 'workspace_admin') {
    skipSuite(context, `your role here is ${role}`);
  }
}

/** A service account of our own with its own id, so that the request could be repeated. */
export async function createAccount(purpose: string, role?: string): Promise<ServiceAccount> {
  const name = fresh(purpose);
  const body = { name, service_account_id: `svc_${name}`, ...(role === undefined ? {} : { role }) };
  const answer = await post(inWorkspace('/service-accounts'), name, { body });
  const { service_account: account } = dataOf(answer, 201, createdServiceAccount);
  return account;
}

/** The one service account that most tests share. */
export function ownAccount(): Promise<ServiceAccount> {
  return (mainAccount ??= createAccount('main'));
}

/** The key in a 201 of create or rotate, and its secret checked. */
export function issuedBy(answer: Answer): Issued {
  const { api_key: row, secret_key: value } = dataOf(answer, 201, createdApiKey);
  assert.ok(value !== null && value !== '', `${answer.line}: 201 without a secret`);
  return { row, secret: new Secret(value) };
}

/**
 * A key of our own: on our own service account and for `runs:write` only, unless told otherwise.
 */
export async function issue(body: object = {}): Promise<Issued> {
  const { service_account_id } = await ownAccount();
  const full = { service_account_id, scope: ['runs:write'], ...body };
  return issuedBy(await post(inWorkspace('/api-keys'), fresh('key'), { body: full }));
}

export async function listKeys(): Promise<ApiKey[]> {
  return dataOf(await ask('GET', inWorkspace('/api-keys')), 200, apiKeyList).items;
}

/** The row of a key in the list. */
export async function listed(id: string): Promise<ApiKey> {
  const row = (await listKeys()).find(({ api_key_id }) => api_key_id === id);
  assert.ok(row, `The key ${id} is not listed.`);
  return row;
}

/** Whether the server lets a secret in, by the harmless probe (docs/contract.md, Probes). */
export async function probe(secret: Secret): Promise<Answer> {
  return ask('GET', '/_probe', { as: secret });
}
