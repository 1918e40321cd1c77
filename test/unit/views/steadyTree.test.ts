import assert from 'node:assert/strict';
import { createSteadyTree } from '../../../src/views/steadyTree.ts';

interface Leaf {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly below?: readonly Leaf[];
}

/** As much of VS Code's item as there is outside the editor. */
class Item {
  tooltip?: string | undefined;
  readonly label: string;
  constructor(label: string) {
    this.label = label;
  }
}

/** A tree whose leaves can be replaced, and what VS Code would be told. */
async function planted(first: readonly Leaf[]) {
  let leaves = first;
  const fired: (readonly string[] | 'all')[] = [];
  const tree = createSteadyTree<Leaf, Item>(
    async () => ({
      children: (parent) => (parent ? (parent.below ?? []) : leaves),
      item: ({ label }) => new Item(label),
      tooltip: ({ hint }) => hint,
    }),
    (nodes) => fired.push(nodes?.map(({ id }) => id) ?? 'all'),
  );
  /** As VS Code does when it draws a list that is open. */
  const draw = async (parent?: Leaf): Promise<Leaf[]> => {
    const nodes = await tree.getChildren(parent);
    for (const node of nodes) {
      tree.getTreeItem(node);
      await draw(node);
    }
    return nodes;
  };
  return {
    tree,
    fired,
    draw,
    drawn: await draw(),
    change: (next: readonly Leaf[]) => {
      leaves = next;
      tree.redraw();
    },
  };
}

const [a, b, c] = ['a', 'b', 'c'].map((id): Leaf => ({ id, label: id }));

describe('a steady tree', () => {
  it('says nothing where nothing reads otherwise', async () => {
    const { change, fired } = await planted([a!, b!]);
    change([{ ...a! }, { ...b! }]);
    assert.deepEqual(fired, []);
  });

  it('draws a changed row alone, by the element that VS Code knows', async () => {
    const { change, fired, drawn } = await planted([a!, b!]);
    change([a!, { ...b!, label: 'renamed' }]);
    assert.deepEqual(fired, [['b']]);
    assert.equal(drawn[1]!.label, 'renamed');
  });

  it('draws the whole when a row comes, goes or moves', async () => {
    for (const next of [[a!, b!, c!], [b!], [b!, a!]]) {
      const { change, fired } = await planted([a!, b!]);
      change(next);
      assert.deepEqual(fired, ['all']);
    }
  });

  it('draws only the list whose members are others', async () => {
    const group = (id: string, below: Leaf[]): Leaf => ({ id, label: id, below });
    const { change, fired } = await planted([group('one', [a!]), group('two', [b!])]);
    change([group('one', [a!]), group('two', [b!, c!])]);
    assert.deepEqual(fired, [['two']]);
  });

  it('draws the whole when more rows differ than are worth being told singly', async () => {
    const many = Array.from({ length: 60 }, (_, at): Leaf => ({ id: String(at), label: 'before' }));
    const { change, fired } = await planted(many);
    change(many.map(({ id }) => ({ id, label: 'after' })));
    assert.deepEqual(fired, ['all']);
  });

  it('does not look at a row that is made of the same', async () => {
    const looked: string[] = [];
    let label = 'before';
    const tree = createSteadyTree<Leaf, Item>(
      async () => ({
        children: (parent) => (parent ? [] : [{ ...a! }, { id: 'b', label }]),
        item: (leaf) => {
          looked.push(leaf.id);
          return new Item(leaf.label);
        },
        isSame: (before, now) => before.label === now.label,
      }),
      () => undefined,
    );
    for (const node of await tree.getChildren()) tree.getTreeItem(node);
    looked.length = 0;
    label = 'after';
    tree.redraw();
    assert.deepEqual(looked, ['b']);
  });

  it('draws a row again for its tooltip only where that was seen', async () => {
    const { tree, change, fired, drawn } = await planted([
      { ...a!, hint: 'before' },
      { ...b!, hint: 'before' },
    ]);
    tree.resolveTreeItem(new Item('a'), drawn[0]!);
    change([
      { ...a!, hint: 'after' },
      { ...b!, hint: 'after' },
    ]);
    assert.deepEqual(fired, [['a']]);
  });

  it('asks about no list that VS Code has not opened', async () => {
    const { tree, change, fired } = await planted([]);
    change([{ id: 'g', label: 'g', below: [a!] }]);
    const [group] = await tree.getChildren();
    tree.getTreeItem(group!);
    change([{ id: 'g', label: 'g', below: [b!] }]);
    assert.deepEqual(fired, ['all']);
  });

  it('knows the parent of each element that it gave, so that a row can be brought onto the screen', async () => {
    const { tree, drawn } = await planted([{ id: 'g', label: 'g', below: [a!] }, b!]);
    assert.equal(tree.getParent(a!)?.id, 'g');
    assert.equal(tree.getParent(b!), undefined);
    assert.equal(tree.getParent(drawn[0]!), undefined);
    assert.equal(tree.getParent({ id: 'never', label: 'given' }), undefined);
  });
});
