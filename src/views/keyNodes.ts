import type { KeyRow } from '../editor/keys/snapshot.ts';
import { groupRows, type Grouping } from './keyGroups.ts';
import { foldPredecessors, type Predecessors } from './predecessors.ts';
import type { RemedyNode } from './remedyRows.ts';

/** What a command gets when it is called from a row of the *API Keys* view. */
export interface KeyNode {
  readonly node: 'key';
  readonly id: string;
  readonly keyId: string;
  readonly row: KeyRow;
  /** Keys that it has replaced and that have not ended yet, each with its own node. */
  readonly before: Predecessors;
  /** Stands below the key that has replaced it. */
  readonly isPredecessor: boolean;
}

export interface GroupNode {
  readonly node: 'group';
  readonly id: string;
  readonly name: string;
  readonly rows: readonly KeyRow[];
  readonly before: Predecessors;
}

/** What stands below the rows that are drawn at once, closed. */
export interface RestNode {
  readonly node: 'rest';
  readonly id: string;
  readonly rows: readonly KeyRow[];
  readonly before: Predecessors;
}

export type Node = KeyNode | GroupNode | RestNode | RemedyNode;

/** VS Code takes about 40 µs a row, all before the first is seen: a long list is given in two parts. */
const mostRows = 1000;

export function topNodes(rows: readonly KeyRow[], by: Grouping): readonly Node[] {
  const { heads, before } = foldPredecessors(rows);
  const groups = groupRows(heads, by);
  if (!groups) return firstNodes(heads, before, '');
  return groups.map((group): GroupNode => ({
    node: 'group',
    id: `group:${group.name}`,
    before,
    ...group,
  }));
}

export function nodesBelow(parent: Node): readonly Node[] {
  switch (parent.node) {
    case 'key':
      return (parent.before.get(parent.keyId) ?? []).map((row) =>
        keyNode(row, parent.before, parent.id, true),
      );
    case 'remedy':
      return [];
    case 'group':
      return firstNodes(parent.rows, parent.before, parent.id);
    case 'rest':
      return parent.rows.map((row) => keyNode(row, parent.before, parent.id));
  }
}

/** True for a key whose row is the very one that it was, so that nothing about it can read otherwise. */
export function isSameRow(before: Node, now: Node): boolean {
  return (
    before.node === 'key' &&
    now.node === 'key' &&
    before.row === now.row &&
    before.isPredecessor === now.isPredecessor &&
    hasPredecessors(before) === hasPredecessors(now)
  );
}

export function hasPredecessors({ keyId, before }: KeyNode): boolean {
  return before.has(keyId);
}

function firstNodes(
  rows: readonly KeyRow[],
  before: Predecessors,
  parentId: string,
): readonly Node[] {
  const first = rows.slice(0, mostRows).map((row): Node => keyNode(row, before, parentId));
  if (rows.length > mostRows) {
    first.push({ node: 'rest', id: `${parentId}:rest`, rows: rows.slice(mostRows), before });
  }
  return first;
}

/**
 * A key that moves to another list is another row to VS Code; so is one that gets rows below it, which
 * VS Code would leave closed if it had drawn the same row without.
 */
function keyNode(
  row: KeyRow,
  before: Predecessors,
  parentId: string,
  isPredecessor = false,
): KeyNode {
  const keyId = row.key.api_key_id;
  const id = `${parentId}/${keyId}${before.has(keyId) ? '+' : ''}`;
  return { node: 'key', id, keyId, row, before, isPredecessor };
}
