import { t } from '@vscode/l10n';
import type { ApiKey } from '../../wire/apiKeys.ts';
import type { ServiceAccount } from '../../wire/serviceAccounts.ts';
import { dayMs, fullDays, moment } from '../text/days.ts';
import { isLongOpen, rotationWindow } from './rotationWindow.ts';

/** What a key can really do. `at` is ISO 8601 as the server sent it; days are full days. */
export type EffectiveStatus =
  | { readonly kind: 'revoked'; readonly at: string | null }
  /** `at` is null only where the server says *expired* without a date. */
  | { readonly kind: 'expired'; readonly at: string | null }
  | {
      readonly kind: 'orphaned';
      readonly serviceAccountId: string;
      readonly serviceAccountName: string;
    }
  | { readonly kind: 'needs-review'; readonly because: string }
  | { readonly kind: 'expiring'; readonly at: string; readonly daysLeft: number }
  | { readonly kind: 'rotation-overdue'; readonly at: string; readonly daysOver: number }
  | { readonly kind: 'rotation-due'; readonly at: string; readonly daysLeft: number }
  | { readonly kind: 'active' };

export type EffectiveKind = EffectiveStatus['kind'];

type Account = Pick<ServiceAccount, 'service_account_id' | 'name' | 'status'>;

export interface StatusFacts {
  /** All service accounts of the control-plane workspace; empty where they are not known. */
  readonly serviceAccounts: readonly Account[];
  readonly now: Date;
  readonly expiryWarningDays: number;
  /** 0 means that this key has no rotation window. */
  readonly rotationWindowDays: number;
  /** When the window started, if not at the key's creation. */
  readonly rotatedAt?: string | undefined;
}

/**
 * The first that holds, in the order that decides: revoked, expired, orphaned, needs
 * review, expiring, rotation due or overdue, active. The server's `status` is not enough: it keeps
 * unused expired keys and keys of disabled accounts *active* (docs/contract.md, Key states).
 */
export function effectiveStatus(
  key: Pick<ApiKey, 'status' | 'revoked_at' | 'expires_at' | 'created_at' | 'service_account_id'>,
  facts: StatusFacts,
): EffectiveStatus {
  const { now } = facts;
  if (key.status === 'revoked' || isSet(key.revoked_at)) {
    return { kind: 'revoked', at: key.revoked_at };
  }
  const expires = moment(key.expires_at);
  if (key.status === 'expired' || (expires !== undefined && expires <= now)) {
    return { kind: 'expired', at: key.expires_at };
  }
  const account = facts.serviceAccounts.find(
    (each) => each.service_account_id === key.service_account_id,
  );
  if (account?.status === 'disabled') {
    return {
      kind: 'orphaned',
      serviceAccountId: account.service_account_id,
      serviceAccountName: account.name,
    };
  }
  const because = unknownState(key, expires, account);
  if (because !== undefined) return { kind: 'needs-review', because };
  if (key.expires_at !== null && expires !== undefined) {
    const left = expires.getTime() - now.getTime();
    if (left <= facts.expiryWarningDays * dayMs) {
      return { kind: 'expiring', at: key.expires_at, daysLeft: fullDays(now, expires) };
    }
  }
  return rotationStatus(facts.rotatedAt ?? key.created_at, facts);
}

function rotationStatus(startedAt: string, facts: StatusFacts): EffectiveStatus {
  const { rotationWindowDays, now } = facts;
  if (isLongOpen(startedAt, rotationWindowDays, now)) return { kind: 'active' };
  const window = rotationWindow(startedAt, rotationWindowDays, now);
  if (window?.state === 'overdue') {
    return { kind: 'rotation-overdue', at: window.endsAt, daysOver: 0 - window.daysLeft };
  }
  if (window?.state === 'due') {
    return { kind: 'rotation-due', at: window.endsAt, daysLeft: window.daysLeft };
  }
  return { kind: 'active' };
}

function unknownState(
  key: Pick<ApiKey, 'status' | 'expires_at'>,
  expires: Date | undefined,
  account: Account | undefined,
): string | undefined {
  if (key.status !== 'active') return t('The control plane says “{0}”.', key.status);
  if (isSet(key.expires_at) && expires === undefined) {
    return t('Its expiry “{0}” is not a date.', key.expires_at);
  }
  if (account !== undefined && account.status !== 'active') {
    return t('Its service account {0} is “{1}”.', account.name, account.status);
  }
  return undefined;
}

function isSet(text: string | null): text is string {
  return text !== null && text !== '';
}

/** True where the server accepts the key now, as far as the client can tell. */
export function isUsable(status: EffectiveStatus): boolean {
  switch (status.kind) {
    case 'active':
    case 'expiring':
    case 'rotation-due':
    case 'rotation-overdue':
      return true;
    case 'revoked':
    case 'expired':
    case 'orphaned':
    case 'needs-review':
      return false;
  }
}

/**
 * Everything between *active* and *revoked* waits for a person: use it, replace it, or revoke it.
 * What does not work although it should comes first, what only will be due comes last.
 */
export const attention = [
  'orphaned',
  'expired',
  'needs-review',
  'expiring',
  'rotation-overdue',
  'rotation-due',
] as const satisfies readonly EffectiveKind[];

/** The number of these is the view's badge and stands in the status bar. */
export function needsAttention(status: EffectiveStatus): boolean {
  return status.kind !== 'active' && status.kind !== 'revoked';
}

/** Order of rows: keys that can be used before the rest, newest first within both. */
export function compareKeys(
  a: { readonly key: ApiKey; readonly status: EffectiveStatus },
  b: { readonly key: ApiKey; readonly status: EffectiveStatus },
): number {
  const usable = Number(isUsable(b.status)) - Number(isUsable(a.status));
  if (usable !== 0) return usable;
  return (
    compareMoments(b.key.created_at, a.key.created_at) ||
    compareText(a.key.api_key_id, b.key.api_key_id)
  );
}

const canonical = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** Timestamps in the server's own form sort as text: ten thousand rows need no dates. */
function compareMoments(a: string, b: string): number {
  if (a === b) return 0;
  if (canonical.test(a) && canonical.test(b)) return compareText(a, b);
  return (moment(a)?.getTime() ?? 0) - (moment(b)?.getTime() ?? 0);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
