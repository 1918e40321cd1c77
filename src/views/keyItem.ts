import { MarkdownString, ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { keyRow, plannedEndOf } from '../domain/keys/keyRow.ts';
import { isUsable, type EffectiveKind } from '../domain/keys/keyStatus.ts';
import { endPhrase } from '../domain/keys/plannedEnd.ts';
import { statusNow } from '../domain/keys/statusNow.ts';
import { fullAccess } from '../domain/keys/scopes.ts';
import type { KeyRow } from '../editor/keys/snapshot.ts';
import { isolated } from '../domain/text/isolated.ts';
import { appendPlain } from '../editor/plainMarkdown.ts';
import { serverTime } from '../editor/serverTime.ts';
import { hasPredecessors, type KeyNode } from './keyNodes.ts';

/** Icon and colour by effective status; shape and colour differ, so neither carries it alone. */
const looks: Readonly<Record<EffectiveKind, readonly [icon: string, colour: string]>> = {
  active: ['key', 'keyrail.active'],
  expiring: ['watch', 'keyrail.attention'],
  'rotation-due': ['sync', 'keyrail.attention'],
  'rotation-overdue': ['sync', 'keyrail.broken'],
  orphaned: ['debug-disconnect', 'keyrail.broken'],
  'needs-review': ['question', 'keyrail.broken'],
  expired: ['error', 'keyrail.broken'],
  revoked: ['circle-slash', 'keyrail.historical'],
};

const replacedLook = ['history', 'keyrail.historical'] as const;

/** One row of the API Keys view; its tooltip is made when it is asked for. */
export function keyItem(node: KeyNode, now = serverTime()): TreeItem {
  const { id, isPredecessor, differs } = node;
  const row = { ...node.row, status: statusNow(node.row, now) };
  const { label, description, accessibleLabel } = keyRow(row, now, differs);
  const planned = plannedEndOf(row);
  // Below its successor, which has its name, all that is to be said is its end.
  const isShort = isPredecessor && planned !== undefined;
  const item = new TreeItem(isShort ? endPhrase(planned, now) : isolated(label));
  const [icon, colour] = planned ? replacedLook : lookOf(row);
  item.id = id;
  item.description = isShort ? row.key.key_prefix : description;
  const { Collapsed, Expanded } = TreeItemCollapsibleState;
  item.collapsibleState = hasPredecessors(node) ? Expanded : Collapsed;
  item.iconPath = new ThemeIcon(icon, new ThemeColor(colour));
  item.contextValue = contextValue(row);
  item.accessibilityInformation = { label: accessibleLabel };
  return item;
}

/** A key that may do everything is marked as long as nothing worse is to be said of it. */
function lookOf({ key, status }: KeyRow): readonly [icon: string, colour: string] {
  return status.kind === 'active' && fullAccess(key.scope)
    ? ['unlock', 'keyrail.attention']
    : looks[status.kind];
}

/** What a program was read back from, it gives back again. */
function givesBack({ program, sentAt }: KeyRow['placements'][number]): boolean {
  return program === true && sentAt === undefined;
}

/** Plain words that `package.json`'s `when` clauses look for. */
function contextValue({ status, hasCopy, placements, retiring, lent, undoable }: KeyRow): string {
  const isLive = isUsable(status);
  const isRetiring = isLive && retiring !== undefined;
  const words: Readonly<Record<string, unknown>> = {
    live: isLive,
    revocable: status.kind !== 'revoked',
    // Its icon gives its room to the row's words: the row says where the value is, the menu still writes it.
    placed: placements.some(({ current, env }) => current && env),
    copy: hasCopy,
    restorable: !hasCopy && placements.some(givesBack),
    retiring: isRetiring,
    planned: isRetiring && retiring.plan !== 'none',
    lent,
    // A rotation writes its file anew: without a place there is nothing left of that write.
    undoable: undoable && placements.length > 0,
  };
  return ['key', status.kind, ...Object.keys(words).filter((word) => words[word])].join(' ');
}

/** Names come from people and servers, so every value is text, never Markdown. */
export function keyTooltip(row: KeyRow, now: Date): MarkdownString {
  const tooltip = new MarkdownString();
  for (const [name, value] of keyRow(row, now).tooltip) {
    tooltip.appendMarkdown(`**${name}:** `);
    appendPlain(tooltip, value);
    tooltip.appendMarkdown('  \n');
  }
  return tooltip;
}
