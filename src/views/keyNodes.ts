import type { KeyRow } from '../editor/keys/snapshot.ts';
import { groupRows, type Grouping } from './keyGroups.ts';
import type { RemedyNode } from './remedyRows.ts';

/** What a command gets when it is called from a row of the *API Keys* view. */
export interface KeyNode {
  readonly node: 'key';
  readonly id: string;
  readonly keyId: string;
  readonly row: KeyRow;
}

export interface GroupNode {
  readonly node: 'group';
  readonly id: string;
  readonly name: string;
  readonly rows: readonly KeyRow[];
}

/** What stands below the rows that are drawn at once, closed. */
export interface RestNode {
  readonly node: 'rest';
  readonly id: string;
  readonly rows: readonly KeyRow[];
}

export type Node = KeyNode | GroupNode | RestNode | RemedyNode;

/** VS Code takes about 40 µs a row, all before the first is seen: a long list is given in two parts. */
const mostRows = 1000;

export function topNodes(rows: readonly KeyRow[], by: Grouping): readonly Node[] {
  const groups = groupRows(rows, by);
  if (!groups) return firstNodes(rows, '');
  return groups.map((group): GroupNode => ({ node: 'group', id: `group:${group.name}`, ...group }));
}

export function nodesBelow(parent: Node): readonly Node[] {
  switch (parent.node) {
    case 'key':
    case 'remedy':
      return [];
    case 'group':
      return firstNodes(parent.rows, parent.id);
    case 'rest':
      return parent.rows.map((row) => keyNode(row, parent.id));
  }
}

/** True for a key whose row is the very one that it was, so that nothing about it can read otherwise. */
export function isSameRow(before: Node, now: Node): boolean {
  return before.node === 'key' && now.node === 'key' && before.row === now.row;
}

function firstNodes(rows: readonly KeyRow[], parentId: string): readonly Node[] {
  const first = rows.slice(0, mostRows).map((row): Node => keyNode(row, parentId));
  if (rows.length > mostRows) {
    first.push({ node: 'rest', id: `${parentId}:rest`, rows: rows.slice(mostRows) });
  }
  return first;
}

/** A key that moves to another list is another row to VS Code. */
function keyNode(row: KeyRow, parentId: string): KeyNode {
  const keyId = row.key.api_key_id;
  return { node: 'key', id: `${parentId}/${keyId}`, keyId, row };
}
