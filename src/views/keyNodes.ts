import type { KeyRow } from '../editor/keys/snapshot.ts';
import { groupRows, type Grouping } from './keyGroups.ts';
import { foldPredecessors, type Predecessors } from './predecessors.ts';
import { rowDifferences, type RowDifferences } from '../domain/keys/rowDifferences.ts';
import { factsBelow, type FactNode } from './factNodes.ts';
import type { RemedyNode } from './remedyRows.ts';

/** What a command gets when it is called from a row of the *API Keys* view. */
export interface KeyNode {
  readonly node: 'key';
  readonly id: string;
  readonly keyId: string;
  readonly row: KeyRow;
  /** Keys that it has replaced and that have not ended yet, each with its own node. */
  readonly before: Predecessors;
  /** What all rows that are shown differ in. */
  readonly differs: RowDifferences;
  /** Stands below the key that has replaced it. */
  readonly isPredecessor: boolean;
}

export interface GroupNode {
  readonly node: 'group';
  readonly id: string;
  readonly name: string;
  readonly rows: readonly KeyRow[];
  readonly before: Predecessors;
  readonly differs: RowDifferences;
}

/** What stands below the rows that are drawn at once, closed. */
export interface RestNode {
  readonly node: 'rest';
  readonly id: string;
  readonly rows: readonly KeyRow[];
  readonly before: Predecessors;
  readonly differs: RowDifferences;
}

export type Node = KeyNode | FactNode | GroupNode | RestNode | RemedyNode;

/** VS Code takes about 40 µs a row, all before the first is seen: a long list is given in two parts. */
const mostRows = 1000;

export function topNodes(rows: readonly KeyRow[], by: Grouping): readonly Node[] {
  const { heads, before } = foldPredecessors(rows);
  const shared = { before, differs: rowDifferences(rows) };
  const groups = groupRows(heads, by);
  if (!groups) return firstNodes(heads, shared, '');
  return groups.map((group): GroupNode => ({
    node: 'group',
    id: `group:${group.name}`,
    ...shared,
    ...group,
  }));
}

/** @param now of the facts of a key, which its row opens to */
export function nodesBelow(parent: Node, now: Date): readonly Node[] {
  switch (parent.node) {
    case 'key':
      return [
        ...predecessorsOf(parent).map((row) => keyNode(row, parent, parent.id, true)),
        ...factsBelow(parent.id, parent.keyId, parent.row, now),
      ];
    case 'fact':
    case 'remedy':
      return [];
    case 'group':
      return firstNodes(parent.rows, parent, parent.id);
    case 'rest':
      return parent.rows.map((row) => keyNode(row, parent, parent.id));
  }
}

/** True for a key whose row is the very one that it was, so that nothing about it can read otherwise. */
export function isSameRow(before: Node, now: Node): boolean {
  return (
    before.node === 'key' &&
    now.node === 'key' &&
    before.row === now.row &&
    before.isPredecessor === now.isPredecessor &&
    before.differs.scopes === now.differs.scopes &&
    before.differs.owner === now.differs.owner &&
    hasPredecessors(before) === hasPredecessors(now)
  );
}

export function hasPredecessors({ keyId, before }: KeyNode): boolean {
  return before.has(keyId);
}

function predecessorsOf({ keyId, before }: KeyNode): readonly KeyRow[] {
  return before.get(keyId) ?? [];
}

/** What the rows of one list have in common. */
type Shared = Pick<KeyNode, 'before' | 'differs'>;

function firstNodes(
  rows: readonly KeyRow[],
  { before, differs }: Shared,
  parentId: string,
): readonly Node[] {
  const shared = { before, differs };
  const first = rows.slice(0, mostRows).map((row): Node => keyNode(row, shared, parentId));
  if (rows.length > mostRows) {
    const rest = rows.slice(mostRows);
    first.push({ node: 'rest', id: `${parentId}:rest`, rows: rest, ...shared });
  }
  return first;
}

/**
 * A key that moves to another list is another row to VS Code; so is one that gets rows below it, which
 * VS Code would leave closed if it had drawn the same row without.
 */
function keyNode(
  row: KeyRow,
  { before, differs }: Shared,
  parentId: string,
  isPredecessor = false,
): KeyNode {
  const keyId = row.key.api_key_id;
  const id = `${parentId}/${keyId}${before.has(keyId) ? '+' : ''}`;
  return { node: 'key', id, keyId, row, before, differs, isPredecessor };
}
