import { assertNever } from '../errors.ts';
import type { EffectiveKind, EffectiveStatus } from './keyStatus.ts';

/** Names of the effective statuses, for groups, filters and accessible labels. */
export const statusLabels: Readonly<Record<EffectiveKind, string>> = {
  active: 'Active',
  expiring: 'Expiring',
  'rotation-due': 'Rotation due',
  'rotation-overdue': 'Rotation overdue',
  orphaned: 'Orphaned',
  'needs-review': 'Needs review',
  expired: 'Expired',
  revoked: 'Revoked',
};

/** What the three kinds of status mean; every surface that shows a status can show these. */
export const statusSemantics: readonly { readonly term: string; readonly meaning: string }[] = [
  { term: 'Active', meaning: 'The key can take part in a governed flow.' },
  {
    term: 'Revoked',
    meaning: 'The key is historical only and must not back new traffic.',
  },
  {
    term: 'Anything else',
    meaning: 'Review the key by hand before it is used again.',
  },
];

/** What this status means for this key and what to do about it, in one or two sentences. */
export function statusSentence(status: EffectiveStatus): string {
  switch (status.kind) {
    case 'active':
      return 'This key can take part in a governed flow.';
    case 'revoked':
      return 'This key is historical only and must not back new traffic.';
    case 'expired':
      return 'This key has expired and is refused. Create a new one, then revoke it.';
    case 'orphaned':
      return `The control plane refuses this key, because its service account ${status.serviceAccountName} is disabled. Rotate it onto another service account or revoke it.`;
    case 'needs-review':
      return `Review this key by hand before it is used again. ${status.because}`;
    case 'expiring':
      return 'This key works, but expires soon. Rotate it with a new expiry.';
    case 'rotation-due':
      return 'This key works, and its rotation window ends soon. Plan its rotation.';
    case 'rotation-overdue':
      return 'This key works, but has outlived its rotation window. Rotate it.';
    default:
      return assertNever(status);
  }
}
