import { EventEmitter, TreeItem, window, type ExtensionContext } from 'vscode';

const count = 10_000;

/** A tree of 10,000 items that know their label and nothing else; the first one says its turn. */
export function plainTree(context: ExtensionContext) {
  const changed = new EventEmitter<void>();
  let first = 'turn 0';
  const rows = Array.from({ length: count }, (_, at) => ({ at }));
  context.subscriptions.push(
    changed,
    window.createTreeView('bench.many', {
      treeDataProvider: {
        onDidChangeTreeData: changed.event,
        getTreeItem: ({ at }) => new TreeItem(at === 0 ? first : `row ${at}`),
        getChildren: () => rows,
      },
    }),
  );
  /**
   * Draws everything again, where wished with one row more; resolves with the moment at which that was
   * asked for.
   */
  return async (label: string, withOneMore = false): Promise<number> => {
    first = label;
    if (withOneMore) rows.push({ at: rows.length });
    const at = performance.timeOrigin + performance.now();
    changed.fire();
    return at;
  };
}
