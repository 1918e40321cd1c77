import { t } from '@vscode/l10n';
import type { TreeView } from 'vscode';
import { keyLabel } from '../domain/keys/keyLabel.ts';
import { needsAttention } from '../domain/keys/keyStatus.ts';
import { connectionKind } from '../domain/text/connectionKind.ts';
import { timeOrDate } from '../domain/text/relativeTime.ts';
import { placeNames, type Snapshot } from '../editor/keys/snapshot.ts';
import { isOnlyReason } from '../editor/keys/viewState.ts';
import type { Node } from './keyNodes.ts';

/** What the person may have to do something about, beside the rows. */
export interface Beside {
  readonly filter: string;
  /** No row passes it, and no other row is there. */
  readonly hidesAll: boolean;
  readonly waiting: string;
  readonly leftovers: number;
}

/** Says above and beside the rows where they are from, and how many of them need attention. */
export function decorate(view: TreeView<Node>, snapshot: Snapshot, beside: Beside): void {
  const where = whereText(snapshot, beside);
  // VS Code shows a welcome view only where there is no message, so an empty view says it above.
  // A reason of any length is a message all the same: it is the one that is not cut.
  const hasNoRow = snapshot.keys.length === 0 || beside.hidesAll;
  const isEmpty = hasNoRow && !isOnlyReason(snapshot.state);
  // Each of the two goes to the window whether or not it is another one.
  const message = isEmpty ? '' : where;
  if ((view.message ?? '') !== message) view.message = message;
  const description = isEmpty ? where : '';
  if ((view.description ?? '') !== description) view.description = description;
  const attention = snapshot.keys.filter((row) => needsAttention(row.status));
  const names = attention.slice(0, 3).map((row) => keyLabel(row));
  view.badge =
    attention.length === 0
      ? undefined
      : { value: attention.length, tooltip: t('Needs attention: {0}', names.join(', ')) };
}

/** Session context; how far the rows can be trusted; what narrows them; what is left to be finished. */
function whereText(
  { context, freshness, connection }: Snapshot,
  { filter, waiting, leftovers }: Beside,
): string {
  const parts: string[] = [];
  const names = context ? placeNames(context) : connection ? [connection.name] : [];
  // The message is plain text: a sign is the only colour it can have. What is cut off where it is narrow
  // says the least, so this word goes in front.
  if (connection?.production) parts.push(`⚠️ ${connectionKind(connection)}`, ...names);
  else if (connection) parts.push(...names, connectionKind(connection));
  if (freshness.kind === 'stale') {
    const since = timeOrDate(freshness.since, new Date());
    parts.push(t('stale since {0}: {1}', since, freshness.because));
  }
  if (freshness.kind === 'failed') parts.push(freshness.because);
  if (filter) parts.push(t('filter: {0}', filter));
  if (waiting !== '') parts.push(waiting);
  if (leftovers === 1) parts.push(t('1 .env line is to be removed'));
  if (leftovers > 1) parts.push(t('{0} .env lines are to be removed', leftovers));
  return parts.join(' · ');
}
