import { window, type ExtensionContext } from 'vscode';
import { beginWindow } from './beginWindow.ts';
import { registerCommands } from './commands/register.ts';
import { restorePages } from './commands/firstRun/restorePages.ts';
import { registerTools } from './commands/tools/register.ts';
import { nextTurn } from './editor/disposables.ts';
import { readSetting } from './editor/settings.ts';
import { createServices, type Services } from './services.ts';
import type { Grouping } from './views/keyGroups.ts';
import { createKeysTree } from './views/keysTree.ts';

/** Of this window, for `deactivate`; VS Code hands nothing over between the two. */
let active: Services | undefined;

/**
 * Registers and returns: nothing is asked, opened or read before it is looked at. What VS Code asks for
 * only after it has been registered is registered in the turn after, so that others need not wait.
 */
export function activate(context: ExtensionContext): void {
  const services = createServices(context);
  active = services;
  const { subscriptions } = context;
  subscriptions.push(
    services,
    ...registerCommands(services),
    // The manifest's enum admits exactly these values.
    createKeysTree(
      services.keyList,
      services.keyFilter,
      services.selectedKey,
      services.keyFocus,
      () => readSetting('groupBy') as Grouping,
      services.localFacts,
    ),
    nextTurn(() => {
      subscriptions.push(
        ...restorePages(services),
        ...registerTools(services),
        window.registerUriHandler({
          handleUri: async (uri) => (await import('./commands/onUse.ts')).openLink(services, uri),
        }),
        beginWindow(services),
      );
      import('./registerUnawaited.ts')
        .then(({ registerUnawaited }) => subscriptions.push(...registerUnawaited(services)))
        .catch((error: unknown) => {
          services.log.error('The status bar and the help in files are not there.', error);
        });
    }),
  );
}

/** VS Code waits for this for a few seconds; what is not done by then is for a recovery. */
export async function deactivate(): Promise<void> {
  await active?.close();
}
