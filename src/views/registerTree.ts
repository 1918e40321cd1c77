import { EventEmitter, window, type TreeItem, type TreeView } from 'vscode';
import type { Disposable } from '../editor/disposables.ts';
import type { SteadyTree } from './steadyTree.ts';

/** A view that VS Code knows of; what it consists of is loaded when it is first looked at. */
export interface RegisteredTree<Node> extends Disposable {
  readonly view: TreeView<Node>;
  /** Draws these anew, or all that the view shows. */
  readonly fire: (nodes: Node[] | undefined) => void;
  /** Gives the view its rows; before, VS Code's question for them waits. */
  readonly fill: (rows: SteadyTree<Node, TreeItem>) => void;
}

/** @param open by the end of which the view has been filled */
export function registerTree<Node>(
  viewId: string,
  open: () => Promise<unknown>,
): RegisteredTree<Node> {
  const changed = new EventEmitter<Node[] | undefined>();
  /** There from the first children on, and nothing is asked of it before. */
  let rows!: SteadyTree<Node, TreeItem>;
  const view = window.createTreeView<Node>(viewId, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      async getChildren(parent) {
        await open();
        return rows.getChildren(parent);
      },
      getParent: (node) => rows.getParent(node),
      getTreeItem: (node) => rows.getTreeItem(node),
      resolveTreeItem: (item, node) => rows.resolveTreeItem(item, node),
    },
  });
  return {
    view,
    fire(nodes) {
      changed.fire(nodes);
    },
    fill(filled) {
      rows = filled;
    },
    dispose() {
      view.dispose();
      changed.dispose();
    },
  };
}
