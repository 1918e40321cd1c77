import { t } from '@vscode/l10n';
import { assertNever } from '../errors.ts';
import type { EffectiveKind, EffectiveStatus } from './keyStatus.ts';

/** Names of the effective statuses, for groups, filters and accessible labels. */
export const statusLabels: Readonly<Record<EffectiveKind, string>> = {
  active: t('Active'),
  expiring: t('Expiring'),
  'rotation-due': t('Rotation due'),
  'rotation-overdue': t('Rotation overdue'),
  orphaned: t('Orphaned'),
  'needs-review': t('Needs review'),
  expired: t('Expired'),
  revoked: t('Revoked'),
};

/** What the three kinds of status mean; every surface that shows a status can show these. */
export const statusSemantics: readonly { readonly term: string; readonly meaning: string }[] = [
  { term: t('Active'), meaning: t('The key can take part in a governed flow.') },
  {
    term: t('Revoked'),
    meaning: t('The key is historical only and must not back new traffic.'),
  },
  {
    term: t('Anything else'),
    meaning: t('Review the key by hand before it is used again.'),
  },
];

/** What this status means for this key and what to do about it, in one or two sentences. */
export function statusSentence(status: EffectiveStatus): string {
  switch (status.kind) {
    case 'active':
      return t('This key can take part in a governed flow.');
    case 'revoked':
      return t('This key is historical only and must not back new traffic.');
    case 'expired':
      return t('This key has expired and is refused. Create a new one, then revoke it.');
    case 'orphaned':
      return t(
        'The control plane refuses this key, because its service account {0} is disabled. Rotate it onto another service account or revoke it.',
        status.serviceAccountName,
      );
    case 'needs-review':
      return t('Review this key by hand before it is used again. {0}', status.because);
    case 'expiring':
      return t('This key works, but expires soon. Rotate it with a new expiry.');
    case 'rotation-due':
      return t('This key works, and its rotation window ends soon. Plan its rotation.');
    case 'rotation-overdue':
      return t('This key works, but has outlived its rotation window. Rotate it.');
    default:
      return assertNever(status);
  }
}
