import { ask, inWorkspace, post } from './ask.ts';
import { field, madeAccounts, madeKeys } from './made.ts';
import { fresh } from './names.ts';

/** Revokes and disables everything that was made. Both are idempotent; doing it twice is fine. */
export async function cleanUp(): Promise<void> {
  for (const id of madeKeys()) await end(`/api-keys/${id}:revoke`);
  for (const id of madeAccounts()) await end(`/service-accounts/${id}:disable`);
}

async function end(path: string): Promise<void> {
  const { status } = await post(inWorkspace(path), fresh('end'));
  if (status !== 200) console.error(`Could not clean up: POST ${path} answered ${status}`);
}

/** Ids of keys that are listed as anything but ended. */
export async function aliveKeys(): Promise<string[]> {
  const { json } = await ask('GET', inWorkspace('/api-keys'));
  return idsIn(json, 'api_key_id', 'active').filter((id) => madeKeys().has(id));
}

export async function aliveAccounts(): Promise<string[]> {
  const { json } = await ask('GET', inWorkspace('/service-accounts'));
  return idsIn(json, 'service_account_id', 'active').filter((id) => madeAccounts().has(id));
}

function idsIn(json: unknown, idField: string, status: string): string[] {
  const items: unknown = field(field(json, 'data'), 'items');
  if (!Array.isArray(items)) return [];
  return items
    .filter((row: unknown) => field(row, 'status') === status)
    .map((row: unknown) => String(field(row, idField)));
}
