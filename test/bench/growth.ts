import { keyRow } from '../../src/domain/keys/keyRow.ts';
import { buildRows, withRowAnew, type RowFacts } from '../../src/editor/keys/keyRows.ts';
import { searchable } from '../../src/editor/keys/searchable.ts';
import type { ServerState } from '../../src/editor/connection/serverState.ts';
import type { ApiKey } from '../../src/wire/apiKeys.ts';
import type { KeyRow } from '../../src/editor/keys/snapshot.ts';
import {
  isSameRow,
  nodesBelow,
  topNodes,
  type KeyNode,
  type Node,
} from '../../src/views/keyNodes.ts';
import { createSteadyTree } from '../../src/views/steadyTree.ts';
import { planeWith } from './load/planeWith.ts';
import { manyKeys } from './manyKeys.ts';
import { fewest, spreadOf, timed } from './samples.ts';

/** What a view asks for at a time, and what the control plane looks up at a time. */
const viewed = [10, 1000, 10_000];
const lookedUp = [...viewed, 100_000];

/**
 * How the work of one gesture grows with the number of keys: medians of plain Node, without VS Code's
 * own drawing, and the exponent between two sizes (0 = flat, 1 = as the number).
 */
export async function printGrowth(print: (line: string) => void): Promise<void> {
  print('Growth, ms (exponent against the size before it):');
  const curves = new Map<string, (number | undefined)[]>();
  const add = (what: string, value: number | undefined) => {
    curves.set(what, [...(curves.get(what) ?? []), value]);
  };
  for (const size of lookedUp) {
    const plane = await planeWith(size);
    const isViewed = viewed.includes(size);
    const view = isViewed ? viewOf(manyKeys(size)) : undefined;
    add('list, as the client gets it', isViewed ? await median(plane.list) : undefined);
    add('the same again, nothing changed', isViewed ? await median(plane.listAgain) : undefined);
    add('rows: status, names, order', view && (await median(view.rows)));
    add('first elements of the tree', view && (await median(view.first)));
    add('one name changed: what to draw again', view && (await median(view.change)));
    add('one name changed, known which', view && (await median(view.changeOne)));
    add('filter: what is left', view && (await median(view.filter)));
    add('verify one key', 1000 / (await plane.rate(400)));
    await plane.dispose();
  }
  print(
    `${''.padEnd(40)}${lookedUp.map((size) => size.toLocaleString('en').padStart(18)).join('')}`,
  );
  for (const [what, values] of curves) print(what.padEnd(40) + values.map(cell).join(''));
  print(
    'Lists grow as their rows, each of which is read, compared and placed once. Flat is what looks at ' +
      'no more than a thousand rows (drawing) or at one (a lookup by an index).',
  );
}

function cell(value: number | undefined, at: number, values: readonly (number | undefined)[]) {
  if (value === undefined) return '–'.padStart(18);
  const before = values[at - 1];
  const steps = Math.log(lookedUp[at]! / (lookedUp[at - 1] ?? 1));
  const exponent = before ? ` (${(Math.log(value / before) / steps).toFixed(2)})` : '';
  return `${value.toPrecision(3)}${exponent}`.padStart(18);
}

async function median(work: () => unknown): Promise<number> {
  const samples: number[] = [];
  for (let round = -3; round < fewest; round++) {
    const ms = await timed(async () => work());
    if (round >= 0) samples.push(ms);
  }
  return spreadOf(samples).median;
}

/** The view's own work over a list of keys. */
function viewOf(keys: readonly ApiKey[]) {
  let turn = 0;
  const now = new Date();
  const facts: RowFacts = {
    now,
    expiryWarningDays: 14,
    rotationWindowDays: 90,
    note: (keyId) => (keyId === keys[0]?.api_key_id ? { name: `turn ${turn}` } : {}),
    hasCopy: () => false,
    isCopyLost: () => false,
    placements: () => [],
    retiring: () => undefined,
    scopeUse: () => undefined,
    lent: () => undefined,
    waits: () => undefined,
    undoable: () => false,
  };
  // `as`: rows are built of these three alone.
  const server = { keys, accounts: [], detail: { members: [] } } as unknown as ServerState;
  const rows = (): readonly KeyRow[] => buildRows(server, facts).keys;
  let shown = rows();
  const tree = createSteadyTree<Node, { label: string; description: string; tooltip?: string }>(
    async () => ({
      children: (parent) => (parent ? nodesBelow(parent, now) : topNodes(shown, 'none')),
      isSame: isSameRow,
      item: (node) =>
        node.node === 'key' ? wordsOf(node, now) : { label: node.id, description: '' },
    }),
    () => undefined,
  );
  const first = async () => {
    for (const node of await tree.getChildren()) tree.getTreeItem(node);
  };
  return {
    rows,
    first,
    change: () => {
      turn += 1;
      shown = rows();
      tree.redraw();
    },
    changeOne: () => {
      turn += 1;
      shown = withRowAnew(shown, keys[0]!.api_key_id, server, facts) ?? rows();
      tree.redraw();
    },
    filter: () => shown.filter((row) => searchable(row).includes('service 3')),
  };
}

function wordsOf({ row }: KeyNode, now: Date) {
  const { label, description } = keyRow(row, now);
  return { label, description };
}
