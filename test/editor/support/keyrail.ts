import assert from 'node:assert/strict';
import { commands, workspace } from 'vscode';
import { makeRun as makeRunAt } from '../../support/makeRun.ts';

/** Runs a command as a program would and takes its answer for what the README says it is. */
export async function run<T>(id: string, argument?: object): Promise<T> {
  return commands.executeCommand<T>(`keyrail.${id}`, argument);
}

/** How VS Code replaces an argument by `undefined`, which JSON cannot say: so it reads a timeline's item. */
const undefinedInJson = { $mid: 12 };

/** What the menus of a view pass for the row that has the keyboard, as whoever writes JSON can pass it. */
export const asMenusPass = (view: string): readonly object[] => [
  { $treeViewId: view, $focusedTreeItem: true },
  undefinedInJson,
];

export interface NewKey {
  readonly keyId: string;
  readonly keyPrefix: string;
}

/** Absolute path of the folder that the window shows. */
export function folder(): string {
  const first = workspace.workspaceFolders?.[0];
  assert.ok(first, 'The test window shows a folder.');
  return first.uri.fsPath;
}

/** Where an application reaches the local control plane: where the person says, not a folder. */
export function baseUrl(): string {
  const port = workspace.getConfiguration('keyrail').inspect('localControlPlane.port')?.globalValue;
  return `http://127.0.0.1:${String(port)}`;
}

/** Makes a run at the local control plane as an application does; answers with the status. */
export const makeRun = (key: string): Promise<number> => makeRunAt(baseUrl(), key);

/** A local control plane with baseline and one service account, made once a test file. */
export async function prepare(name: string): Promise<{ serviceAccountId: string }> {
  await run('connect', { kind: 'local' });
  await run('bootstrapWorkspace');
  return run('createServiceAccount', { name });
}
