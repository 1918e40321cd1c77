import { rowArgument } from '../editor/ownArguments.ts';

/** VS Code's `TreeItem`, as far as it matters here. */
interface TreeRow {
  tooltip?: string | { readonly value: string } | undefined;
  command?: object | undefined;
}

/** What a tree consists of; an element is known by its id, which no other element of it has. */
export interface TreeParts<Node extends { readonly id: string }, Item extends TreeRow> {
  /** Elements as they are now; `undefined` asks for those on top. */
  children(parent: Node | undefined): readonly Node[];
  item(node: Node): Item;
  /** True where an element is made of what it was made of before, so that it cannot read otherwise. */
  isSame?(before: Node, now: Node): boolean;
  tooltip?(node: Node): Item['tooltip'];
  /** What a click or Enter runs; asked for when it happens. */
  command?(node: Node): Item['command'];
}

/** A provider that draws again only what differs from what VS Code was told last. */
export interface SteadyTree<Node, Item> {
  readonly getChildren: (parent?: Node) => Promise<Node[]>;
  /** Of an element that was given; without it VS Code brings no row onto the screen. */
  readonly getParent: (node: Node) => Node | undefined;
  readonly getTreeItem: (node: Node) => Item;
  readonly resolveTreeItem: (item: Item, node: Node) => Item;
  /** Compares everything that VS Code has asked for so far with what is there now. */
  readonly redraw: () => void;
}

/** More single rows than this take VS Code longer than the list that they stand in. */
const mostSingles = 50;

/**
 * Elements stay the same objects for as long as there is one with their id, so that a changed row is
 * drawn alone; a list is asked for again only when its members or their order are others.
 * @param open waited for before the first elements are given; not asked again
 */
export function createSteadyTree<Node extends { readonly id: string }, Item extends TreeRow>(
  open: () => Promise<TreeParts<Node, Item>>,
  fire: (nodes: Node[] | undefined) => void,
): SteadyTree<Node, Item> {
  const known = new Map<string, Node>();
  /** Members of every list that was given out, by the id of its parent. */
  const lists = new Map<string, readonly Node[]>();
  /** What VS Code was told of an element; the tooltip from when it was first asked for. */
  const told = new Map<string, { look: string; tooltip: string | undefined }>();
  let opening: Promise<TreeParts<Node, Item>> | undefined;
  /** There from the first elements on, and nothing is asked of it before. */
  let parts!: TreeParts<Node, Item>;

  const steady = (fresh: Node): Node => {
    const before = known.get(fresh.id);
    if (before) return Object.assign(before, fresh);
    known.set(fresh.id, rowArgument(fresh));
    return fresh;
  };

  const forget = (nodes: readonly Node[]) => {
    for (const { id } of nodes) {
      known.delete(id);
      told.delete(id);
      const below = lists.get(id);
      lists.delete(id);
      if (below) forget(below);
    }
  };

  const give = (parent: Node | undefined): Node[] => {
    const before = lists.get(parent?.id ?? '') ?? [];
    const nodes = parts.children(parent).map(steady);
    lists.set(parent?.id ?? '', nodes);
    const there = new Set(nodes);
    forget(before.filter((node) => !there.has(node)));
    return nodes;
  };

  /** True where the row, or the tooltip that was shown for it, would read otherwise now. */
  const looksOtherwise = (node: Node): boolean => {
    const before = told.get(node.id);
    if (!before) return false;
    return (
      before.look !== JSON.stringify(parts.item(node)) ||
      (before.tooltip !== undefined && before.tooltip !== textOf(parts.tooltip?.(node)))
    );
  };

  /** Elements to draw again in this list and those below it; `undefined`: the list itself. */
  const differences = (parent: Node | undefined): Node[] | undefined => {
    const before = lists.get(parent?.id ?? '');
    if (!before) return [];
    const now = parts.children(parent);
    if (now.length !== before.length || now.some(({ id }, at) => id !== before[at]?.id)) {
      forget(before);
      lists.delete(parent?.id ?? '');
      return undefined;
    }
    const isOther = now.map((node, at) => {
      const last = before[at];
      return last === undefined || parts.isSame?.(last, node) !== true;
    });
    const nodes = now.map(steady);
    const singles = nodes.filter((node, at) => isOther[at] && looksOtherwise(node));
    if (singles.length > mostSingles) return undefined;
    const below = nodes.flatMap((node) => differences(node) ?? [node]);
    return [...new Set([...singles, ...below])];
  };

  return {
    async getChildren(parent) {
      parts = await (opening ??= open());
      return give(parent);
    },
    getParent({ id }) {
      for (const [parentId, nodes] of lists) {
        if (nodes.some((node) => node.id === id)) return known.get(parentId);
      }
      return undefined;
    },
    getTreeItem(node) {
      const item = parts.item(node);
      told.set(node.id, { look: JSON.stringify(item), tooltip: undefined });
      return item;
    },
    resolveTreeItem(item, node) {
      const tooltip = parts.tooltip?.(node);
      const before = told.get(node.id);
      if (tooltip) item.tooltip = tooltip;
      const command = parts.command?.(node);
      if (command) item.command = command;
      if (before) before.tooltip = textOf(tooltip);
      return item;
    },
    redraw() {
      const nodes = differences(undefined);
      if (nodes?.length !== 0) fire(nodes);
    },
  };
}

function textOf(tooltip: TreeRow['tooltip']): string | undefined {
  return typeof tooltip === 'object' ? tooltip.value : tooltip;
}
