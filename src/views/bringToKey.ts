import { commands, type TreeItem, type TreeView } from 'vscode';
import type { Node } from './keyNodes.ts';
import type { SteadyTree } from './steadyTree.ts';

type Rows = Pick<SteadyTree<Node, TreeItem>, 'getChildren'>;

/** Selects the row of a key, with the keyboard; a filter may hide it: then the view has the keyboard. */
export async function bringToKey(view: TreeView<Node>, rows: Rows, keyId: string): Promise<void> {
  const node = await rowOf(rows, keyId);
  if (node) await view.reveal(node, { focus: true, select: true });
  else await commands.executeCommand('keyrail.apiKeys.focus');
}

async function rowOf(rows: Rows, keyId: string, parent?: Node): Promise<Node | undefined> {
  for (const node of await rows.getChildren(parent)) {
    if (node.node === 'key' && node.keyId === keyId) return node;
    // Ten thousand keys are not opened to find one.
    if (node.node === 'fact' || (node.node === 'key' && !node.before.has(node.keyId))) continue;
    const below = await rowOf(rows, keyId, node);
    if (below) return below;
  }
  return undefined;
}
