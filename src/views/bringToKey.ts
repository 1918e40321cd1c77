import { commands, type TreeItem, type TreeView } from 'vscode';
import type { FollowedRow } from '../editor/keys/keyFocus.ts';
import type { Node } from './keyNodes.ts';
import type { SteadyTree } from './steadyTree.ts';

type Rows = Pick<SteadyTree<Node, TreeItem>, 'getChildren'>;

/** Selects the row of a key, with the keyboard; a filter may hide it: then the view has the keyboard. */
export async function bringToKey(view: TreeView<Node>, rows: Rows, keyId: string): Promise<void> {
  const node = await rowOf(rows, keyId);
  if (node) await view.reveal(node, { focus: true, select: true });
  else await commands.executeCommand('keyrail.apiKeys.focus');
}

/** The same where the row that had the keyboard is drawn no more. */
export async function followToKey(
  view: TreeView<Node>,
  rows: Rows,
  { id, keyId, takesKeyboard }: FollowedRow & { readonly takesKeyboard: boolean },
): Promise<void> {
  if (await hasRow(rows, id)) return;
  if (takesKeyboard) {
    await bringToKey(view, rows, keyId);
    return;
  }
  const node = await rowOf(rows, keyId);
  if (node) await view.reveal(node, { focus: false, select: true });
}

async function hasRow(rows: Rows, id: string, parent?: Node): Promise<boolean> {
  for (const node of await rows.getChildren(parent)) {
    if (node.id === id) return true;
    if (node.node === 'fact' || (node.node === 'key' && !node.before.has(node.keyId))) continue;
    if (await hasRow(rows, id, node)) return true;
  }
  return false;
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
