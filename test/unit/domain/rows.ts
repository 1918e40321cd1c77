import type { KeyRowFacts } from '../../../src/domain/keys/keyFacts.ts';
import type { PlannedEnd } from '../../../src/domain/keys/plannedEnd.ts';
import { effectiveStatus } from '../../../src/domain/keys/keyStatus.ts';
import { apiKey, type ApiKey } from '../../../src/wire/apiKeys.ts';
import { serviceAccount, type ServiceAccount } from '../../../src/wire/serviceAccounts.ts';

/** Noon of the day on which the recordings were made. */
export const noon = new Date('2026-11-23T12:00:00.000Z');

/** A moment so many days after (or before) noon, as the server writes it. */
export function days(count: number): string {
  return new Date(noon.getTime() + count * 86_400_000).toISOString();
}

/** An active, narrow key of `ci-bot`, ten days old; anything can be said otherwise. */
export function makeKey(given: Partial<ApiKey> = {}): ApiKey {
  return apiKey.parse({
    api_key_id: 'key_1',
    workspace_id: 'ws_support',
    service_account_id: 'svc_ci',
    key_prefix: 'grk_live_mwsgtj14d65',
    scope: ['runs:write'],
    status: 'active',
    created_at: days(-10),
    ...given,
  });
}

export function makeAccount(given: Partial<ServiceAccount> = {}): ServiceAccount {
  return serviceAccount.parse({
    service_account_id: 'svc_ci',
    workspace_id: 'ws_support',
    name: 'ci-bot',
    role: 'workspace_service',
    status: 'active',
    created_at: days(-20),
    ...given,
  });
}

/** How a key ends that `key_2` has replaced: an hour after noon unless it is said otherwise. */
export function planned(given: Partial<PlannedEnd> = {}): PlannedEnd {
  const successor = { keyId: 'key_2', keyPrefix: 'grk_live_successor00' };
  return { successor, plan: 'at', at: days(1 / 24), ...given };
}

/** A row of such a key, with its effective status at noon under the default settings. */
export function makeRow(given: Partial<ApiKey>, more: Partial<KeyRowFacts> = {}): KeyRowFacts {
  const key = makeKey(given);
  return {
    key,
    status: effectiveStatus(key, {
      serviceAccounts: [makeAccount()],
      now: noon,
      expiryWarningDays: 14,
      rotationWindowDays: 90,
    }),
    name: undefined,
    accountName: 'ci-bot',
    createdBy: 'Olivia Owner',
    rotationWindowDays: 90,
    hasCopy: false,
    placements: [],
    retiring: undefined,
    ...more,
  };
}
