import type { ExtensionContext } from 'vscode';
import { beginWindow } from './beginWindow.ts';
import { createServices } from './createServices.ts';
import './editor/inEveryWindow.ts';
import { readSetting } from './editor/settings.ts';
import type { Services } from './services.ts';
import type { AccountsNode } from './views/accountParts.ts';
import { createAccountsTree } from './views/accountsTree.ts';
import { createAutomationSign } from './views/automationSign.ts';
import type { Grouping } from './views/keyGroups.ts';
import type { Node } from './views/keyNodes.ts';
import { createKeysTree } from './views/keysTree.ts';
import { registerLanguageHelp } from './views/languageHelp.ts';
import type { RegisteredTree } from './views/registerTree.ts';
import { createStatusBar } from './views/statusBar.ts';

/** The views that VS Code has been told of. */
export interface Trees {
  readonly keys: RegisteredTree<Node>;
  readonly accounts: RegisteredTree<AccountsNode>;
}

/** Makes what a window has, fills its views and begins what happens by itself; once a window. */
export function openWindow(context: ExtensionContext, { keys, accounts }: Trees): Services {
  const services = createServices(context);
  const { keyList, keyFilter, selectedKey, selectedAccount, keyFocus, localFacts } = services;
  // The manifest's enum admits exactly these values.
  const grouping = () => readSetting('groupBy') as Grouping;
  context.subscriptions.push(
    services,
    createKeysTree(keys, keyList, keyFilter, selectedKey, keyFocus, grouping, localFacts),
    createAccountsTree(accounts, keyList, selectedAccount),
    createStatusBar(keyList),
    createAutomationSign(),
    registerLanguageHelp(services),
    beginWindow(services),
  );
  return services;
}
