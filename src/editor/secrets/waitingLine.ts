import { t } from '@vscode/l10n';
import { timeOrDate } from '../../domain/text/relativeTime.ts';
import type { Pending } from '../../lifecycle/steps/pending.ts';
import { operationNames, waitText } from './waitText.ts';

/** Where a view is; `undefined`: nowhere yet, so that whatever waits belongs elsewhere. */
export interface Where {
  readonly connectionId: string | undefined;
  readonly workspaceId: string | undefined;
}

/**
 * What a view says of operations that wait: of one here what it is, for what and since when it waits,
 * and whether it may have been carried out; of those that belong elsewhere how many there are.
 */
export function waitingLine(waiting: readonly Pending[], where: Where, now: Date): string {
  const here = waiting.filter(
    ({ connectionId, workspaceId }) =>
      connectionId === where.connectionId && workspaceId === where.workspaceId,
  );
  const elsewhere = waiting.length - here.length;
  const [first] = here;
  const parts: string[] = [];
  if (first && here.length === 1) parts.push(oneText(first, now));
  if (here.length > 1) parts.push(manyText(here));
  if (elsewhere === 1) parts.push(t('1 operation waits in another control-plane workspace'));
  if (elsewhere > 1) {
    parts.push(t('{0} operations wait in other control-plane workspaces', elsewhere));
  }
  return parts.join(' · ');
}

function oneText(one: Pending, now: Date): string {
  const name = operationNames[one.operation];
  const since = timeOrDate(Date.parse(one.since ?? one.startedAt), now);
  const reason = one.for === null ? '' : waitText(one.for);
  return one.mayBeDone
    ? t(
        '1 operation ({0}) has been waiting since {1} and may have been carried out: {2}',
        name,
        since,
        reason,
      )
    : t('1 operation ({0}) has been waiting since {1}: {2}', name, since, reason);
}

function manyText(many: readonly Pending[]): string {
  return many.some(({ mayBeDone }) => mayBeDone)
    ? t('{0} operations wait to be finished, and may have been carried out', many.length)
    : t('{0} operations wait to be finished', many.length);
}
