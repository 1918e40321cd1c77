import type { ApiKey } from '../../src/wire/apiKeys.ts';

/** Rows as a server lists them: newest first, some revoked, some about to expire. */
export function manyKeys(count: number): ApiKey[] {
  const now = Date.now();
  const day = 86_400_000;
  return Array.from({ length: count }, (_, at) => {
    const created = new Date(now - at * 60_000);
    const expires = new Date(created.getTime() + (1 + (at % 120)) * day);
    const number = String(at).padStart(6, '0');
    return {
      api_key_id: `key_01890000-0000-7000-8000-000000${number}`,
      workspace_id: 'ws_bench',
      tenant_id: 'tenant_bench',
      service_account_id: `sa_${at % 7}`,
      service_account_name: `service ${at % 7}`,
      key_prefix: `krl_local_0000${number}`,
      scope: ['runs:write'],
      status: at % 10 === 9 ? 'revoked' : 'active',
      created_by_user_id: 'user_bench',
      last_used_at: at % 3 === 0 ? new Date(now - at * 1000).toISOString() : null,
      expires_at: expires.toISOString(),
      revoked_at: at % 10 === 9 ? created.toISOString() : null,
      created_at: created.toISOString(),
      updated_at: created.toISOString(),
    };
  });
}
