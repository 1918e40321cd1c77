import { keyLabel } from '../keys/keyLabel.ts';
import { t } from '@vscode/l10n';
import type { Remedy } from '../errors.ts';
import type { KeyRowFacts } from '../keys/keyFacts.ts';
import { excessOf } from '../keys/leastPrivilege.ts';
import { moment } from '../text/days.ts';
import { relativeTime, timeSpan } from '../text/relativeTime.ts';
import type { Notice } from './notice.ts';

/** One notification for everything that became due together. */
export interface NoticeText {
  /** `warning` where something does not work any more, or will not tomorrow. */
  readonly level: 'info' | 'warning';
  readonly sentence: string;
  readonly remedies: readonly Remedy[];
}

/** How many keys are named; the others are counted. */
const named = 3;

/** @throws Error when there is nothing to tell */
export function noticeText(notices: readonly Notice[], now: Date): NoticeText {
  const [first, ...others] = notices;
  if (!first) throw new Error('There is nothing to tell.');
  const level = notices.some(isPressing) ? 'warning' : 'info';
  if (others.length === 0) {
    return { level, sentence: whole(first, now), remedies: remediesOf(first, now) };
  }
  const list = notices.slice(0, named).map((notice) => brief(notice, now));
  const rest = notices.length - named;
  const sentence =
    rest > 0
      ? t('{0} keys need attention: {1}; and {2} more.', notices.length, list.join('; '), rest)
      : t('{0} keys need attention: {1}.', notices.length, list.join('; '));
  const show = { label: t('Show Keys'), command: 'keyrail.showAttention' };
  return { level, sentence, remedies: [show] };
}

function isPressing({ kind, threshold }: Notice): boolean {
  return kind === 'expiring' ? threshold <= 1 : !kind.startsWith('rotation');
}

/** The notice of one key, with why it matters. */
function whole({ kind, row }: Notice, now: Date): string {
  const name = keyLabel(row);
  const days = row.rotationWindowDays;
  switch (kind) {
    case 'expiring':
      return t(
        'The key {0} expires {1}. Rotate it with overlap, and nothing stops working.',
        name,
        relativeTime(row.key.expires_at ?? '', now),
      );
    case 'expired':
      return t(
        'The key {0} expired {1}. Its value is still kept here, and is refused.',
        name,
        relativeTime(row.key.expires_at ?? '', now),
      );
    case 'rotation-due':
      return t(
        'The key {0} is due for rotation: its rotation window of {1} days ends {2}.',
        name,
        days,
        relativeTime(since(row) ?? '', now),
      );
    case 'rotation-overdue':
      return t(
        'The key {0} has outlived its rotation window of {1} days by {2}. It still works.',
        name,
        days,
        ago(since(row), now),
      );
    case 'orphaned':
      return t(
        'The key {0} no longer works: its service account {1} is disabled.',
        name,
        row.status.kind === 'orphaned' ? row.status.serviceAccountName : '',
      );
    case 'ended-elsewhere':
      return t(
        'The key {0} was revoked, and not by this editor. The value that is kept here is refused.',
        name,
      );
  }
}

/** The same as one item of a list. */
function brief({ kind, row }: Notice, now: Date): string {
  const name = keyLabel(row);
  switch (kind) {
    case 'expiring':
      return t('{0} expires {1}', name, relativeTime(row.key.expires_at ?? '', now));
    case 'expired':
      return t('{0} expired {1}', name, relativeTime(row.key.expires_at ?? '', now));
    case 'rotation-due':
      return t('{0} is due for rotation {1}', name, relativeTime(since(row) ?? '', now));
    case 'rotation-overdue':
      return t('{0} is overdue for rotation by {1}', name, ago(since(row), now));
    case 'orphaned':
      return t('{0} no longer works, its service account is disabled', name);
    case 'ended-elsewhere':
      return t('{0} was revoked elsewhere', name);
  }
}

/** When the status began or will; ISO time. */
function since({ status }: KeyRowFacts): string | null {
  return 'at' in status ? status.at : null;
}

function ago(at: string | null, now: Date): string {
  return timeSpan(now.getTime() - (moment(at) ?? now).getTime());
}

/** Given as a row of the tree gives them, so that the commands ask and report as they do there. */
function remediesOf({ kind, row }: Notice, now: Date): Remedy[] {
  const args = [{ keyId: row.key.api_key_id }];
  switch (kind) {
    case 'expiring':
    case 'rotation-due':
    case 'rotation-overdue':
      return [
        excessOf(row, now)
          ? {
              label: t('Rotate with Fewer Scopes…'),
              command: 'keyrail.rotate',
              args: [{ keyId: row.key.api_key_id, otherScopes: true }],
            }
          : { label: t('Rotate with Overlap'), command: 'keyrail.rotateKeyWithOverlap', args },
      ];
    case 'expired':
    case 'ended-elsewhere':
      return [{ label: t('Show Places'), command: 'keyrail.whereIsIt', args }];
    case 'orphaned':
      return [{ label: t('Revoke Key…'), command: 'keyrail.revokeKey', args }];
  }
}
