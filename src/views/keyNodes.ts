import type { KeyRow } from '../editor/keys/snapshot.ts';
import { groupRows, type Grouping } from './keyGroups.ts';
import { foldPredecessors, type Predecessors } from './predecessors.ts';
import { haveTwins, rowDifferences, type RowDifferences } from '../domain/keys/rowDifferences.ts';
import { isPast } from '../domain/keys/endedKeys.ts';
import { keyFactLines } from '../domain/keys/keyFactLines.ts';
import { factNodes, type FactNode } from './factNodes.ts';
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

/** Keys that are over, folded below those that still do something. */
export interface EndedNode {
  readonly node: 'ended';
  readonly id: string;
  readonly rows: readonly KeyRow[];
  readonly before: Predecessors;
  readonly differs: RowDifferences;
  /** Where nothing else is listed. */
  readonly isOpen: boolean;
}

export type Node = KeyNode | FactNode | GroupNode | RestNode | EndedNode | RemedyNode;

/** VS Code takes about 40 µs a row, all before the first is seen: a long list is given in two parts. */
const mostRows = 1000;

/**
 * @param parentId of the row that they stand below; empty for the top of a view
 * @param folds whether keys that are over stand in a row of their own: a person who looks for one sees it at once
 */
export function topNodes(
  rows: readonly KeyRow[],
  by: Grouping,
  { parentId = '', folds = true }: { readonly parentId?: string; readonly folds?: boolean } = {},
): readonly Node[] {
  const { heads, before } = foldPredecessors(rows);
  // Those that are over have a place of their own where the groups give them none.
  const hasPlace = folds && (by === 'none' || by === 'serviceAccount');
  const ended = hasPlace ? heads.filter(isPast) : [];
  const listed = ended.length === 0 ? heads : heads.filter((row) => !isPast(row));
  // One that it has replaced stands below a key, and one that is over apart: neither is taken for it.
  const differs = {
    ...rowDifferences(ended.length === 0 ? rows : listed),
    names: haveTwins(listed),
  };
  const shared = { before, differs };
  const groups = groupRows(listed, by);
  const top: readonly Node[] = groups
    ? groups.map((group): GroupNode => ({
        node: 'group',
        id: `group:${group.name}`,
        ...shared,
        ...group,
      }))
    : firstNodes(listed, shared, parentId);
  if (ended.length === 0) return top;
  return [...top, endedNode(ended, shared, parentId, listed.length === 0)];
}

/** VS Code keeps a row as closed as it was; so one that is to be open is another one. */
function endedNode(
  rows: readonly KeyRow[],
  shared: Shared,
  parentId: string,
  isOpen: boolean,
): EndedNode {
  const id = `${parentId}${isOpen ? ':ended+' : ':ended'}`;
  return { node: 'ended', id, rows, ...shared, isOpen };
}

/** @param now of the facts of a key, which its row opens to */
export function nodesBelow(parent: Node, now: Date): readonly Node[] {
  switch (parent.node) {
    case 'key':
      return [
        ...predecessorsOf(parent).map((row) => keyNode(row, parent, parent.id, true)),
        ...factNodes(parent.id, parent, keyFactLines(parent.row, now)),
      ];
    case 'fact':
      return factNodes(parent.id, parent, parent.below);
    case 'remedy':
      return [];
    case 'group':
      return firstNodes(parent.rows, parent, parent.id);
    case 'rest':
    case 'ended':
      return parent.rows.map((row) => keyNode(row, parent, parent.id));
  }
}

/** True for a key whose row is the very one that it was, so that nothing about it can read otherwise. */
export function isSameRow(before: Node, now: Node): boolean {
  return (
    before.node === 'key' &&
    now.node === 'key' &&
    // It says below which row a key stands, and whether any stands below it.
    before.id === now.id &&
    before.row === now.row &&
    Object.values(before.differs).join() === Object.values(now.differs).join()
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
