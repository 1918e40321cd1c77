import { window, type ExtensionContext } from 'vscode';
import { registerCommands } from './commands/register.ts';
import { restorePages } from './commands/firstRun/restorePages.ts';
import { registerTools } from './commands/tools/register.ts';
import { registerReferences } from './editor/references/registerReferences.ts';
import type { Services } from './services.ts';
import type { AccountsNode } from './views/accountParts.ts';
import type { Node } from './views/keyNodes.ts';
import { registerTree } from './views/registerTree.ts';

/** Of this window, for `deactivate`; VS Code hands nothing over between the two. */
let opened: Promise<Services> | undefined;

/** VS Code and the other extensions have started by then, and nobody has missed a status bar item. */
const openAfterMs = 100;

/**
 * Tells VS Code what there is, and returns. What stands behind it is loaded when something is first
 * asked for, or a moment after the start. So whatever is imported here is of names and no more, and is
 * imported by nothing that is loaded later: together it is one file.
 */
export function activate(context: ExtensionContext): void {
  const services = (): Promise<Services> =>
    (opened ??= import('./window.ts').then(({ openWindow }) =>
      openWindow(context, { keys, accounts }),
    ));
  const keys = registerTree<Node>('keyrail.apiKeys', services);
  const accounts = registerTree<AccountsNode>('keyrail.serviceAccounts', services);
  const soon = setTimeout(() => void services(), openAfterMs);
  context.subscriptions.push(
    keys,
    accounts,
    ...registerCommands(services),
    ...restorePages(services),
    ...registerTools(services),
    ...registerReferences(services),
    window.registerUriHandler({
      handleUri: async (uri) =>
        (await import('./commands/onUse.ts')).openLink(await services(), uri),
    }),
    {
      dispose() {
        clearTimeout(soon);
      },
    },
  );
}

/** VS Code waits for this for a few seconds; what is not done by then is for a recovery. */
export async function deactivate(): Promise<void> {
  await (await opened)?.close();
}
