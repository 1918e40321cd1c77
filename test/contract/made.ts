/** What this run made on the server, to be ended again. */
const keys = new Set<string>();
const accounts = new Set<string>();

/** Looks into every 201, so that nothing is left behind by a test that fails at the next line. */
export function rememberMade(status: number, json: unknown): void {
  if (status !== 201) return;
  const data = field(json, 'data');
  const keyId = field(field(data, 'api_key'), 'api_key_id');
  const accountId = field(field(data, 'service_account'), 'service_account_id');
  if (typeof keyId === 'string') keys.add(keyId);
  if (typeof accountId === 'string') accounts.add(accountId);
}

export function madeKeys(): ReadonlySet<string> {
  return keys;
}

export function madeAccounts(): ReadonlySet<string> {
  return accounts;
}

export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
