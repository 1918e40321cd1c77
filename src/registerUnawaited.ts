import { createAccountsTree } from './views/accountsTree.ts';
import { createAutomationSign } from './views/automationSign.ts';
import { createStatusBar } from './views/statusBar.ts';
import { registerLanguageHelp } from './views/languageHelp.ts';
import type { Disposable } from './editor/disposables.ts';
import type { Services } from './services.ts';

/** What a window shows beside the keys’ rows, and nobody waits for; loaded after the start. */
export function registerUnawaited(services: Services): Disposable[] {
  return [
    createAccountsTree(services.keyList, services.selectedAccount),
    createStatusBar(services.keyList),
    createAutomationSign(),
    registerLanguageHelp(services),
  ];
}
