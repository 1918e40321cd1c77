import { authentication } from 'vscode';
import { createAccounts } from '../../editor/connection/accounts.ts';
import { createDisposableStore, type Disposable } from '../../editor/disposables.ts';
import type { Services } from '../../services.ts';

/** Shows connections in VS Code's Accounts menu; signing in connects, signing out removes. */
export function registerAccounts(services: Services): Disposable {
  const owned = createDisposableStore();
  const accounts = owned.add(
    createAccounts(services.connections, {
      async connect(): Promise<void> {
        await (await import('./connect.ts')).connect(services, undefined);
      },
      async remove(connection) {
        await (await import('./disconnect.ts')).removeConnection(services, connection);
        await services.keyList.refresh();
      },
    }),
  );
  owned.add(
    authentication.registerAuthenticationProvider('keyrail', 'Keyrail', accounts, {
      supportsMultipleAccounts: true,
    }),
  );
  return owned;
}
