import { hostname } from 'node:os';
import { env, window, type ExtensionContext } from 'vscode';
import { createConnections } from './editor/connection/connections.ts';
import { createLocalControlPlaneHost } from './editor/connection/localControlPlane.ts';
import { createSessions } from './editor/connection/session.ts';
import { createDisposableStore } from './editor/disposables.ts';
import type { EnvFiles } from './editor/env/envFiles.ts';
import { machineId, openHost } from './editor/hosts/host.ts';
import { createHostSecrets } from './editor/hosts/hostSecrets.ts';
import { createHostState } from './editor/hosts/hostState.ts';
import { createKeyFilter } from './editor/keys/keyFilter.ts';
import { createKeyFocus } from './editor/keys/keyFocus.ts';
import { createKeyNotes } from './editor/keys/keyNotes.ts';
import { createLog } from './editor/log.ts';
import { openOnce } from './editor/openOnce.ts';
import { createTerminals } from './editor/placements/terminals.ts';
import { createReliableState } from './editor/reliableState.ts';
import { createReports } from './editor/reports.ts';
import { createClipboard } from './editor/secrets/clipboard.ts';
import { createRecovery } from './editor/secrets/recovery.ts';
import { createVault } from './editor/secrets/vault.ts';
import { tellServerTime } from './editor/serverTime.ts';
import { showPathsOfWindow } from './editor/windowPaths.ts';
import type { LifecycleEvent } from './lifecycle/model/events.ts';
import { createListedKeys } from './listedKeys.ts';
import { createOpenedOnUse } from './openedOnUse.ts';
import type { Services } from './services.ts';

const onUse = () => import('./editor/onUse.ts');

/** Makes everything long-lived, and joins it; nothing of it has been asked to work yet. */
export function createServices(context: ExtensionContext): Services {
  const owned = createDisposableStore();
  const { workspaceState, globalStorageUri } = context;
  const globalState = createReliableState(context.globalState);
  const version = versionOf(context);
  const log = owned.add(createLog());
  const host = openHost({
    folder: globalStorageUri.fsPath,
    remoteName: env.remoteName,
    hostname: hostname(),
    machineId,
    globalState,
    workspaceState,
  });
  const secrets = createHostSecrets(context.secrets, host.id);
  const hostState = createHostState(globalState, host, [
    'connections',
    'connection',
    'keyrail.clocksTold',
  ]);
  const connections = owned.add(
    createConnections(hostState, workspaceState, secrets, window.onDidChangeWindowState),
  );
  const keyNotes = owned.add(createKeyNotes(globalState));
  const keyFilter = owned.add(createKeyFilter());
  const keyFocus = owned.add(createKeyFocus());
  const clipboard = owned.add(createClipboard(globalState));
  const vault = createVault(secrets);
  const terminals = owned.add(createTerminals());
  const local = owned.add(createLocalControlPlaneHost(globalStorageUri, version, log));
  const sessions = createSessions(connections, local);
  const reports = owned.add(createReports());

  const lifecycleFolder = `${globalStorageUri.fsPath}/lifecycle`;
  const lifecycle = openOnce(async () =>
    (await import('./editor/onRead.ts')).openLifecycleContext({
      folder: lifecycleFolder,
      connections,
      sessions,
      vault,
      terminals,
      programs: () => services.programs(),
      notify: (event) => void tell(event),
    }),
  );
  const kept = { globalState, secrets: context.secrets };
  const hosts = async () => (await onUse()).createHosts(host, kept, lifecycle, connections);
  const openEnvFiles = async () =>
    (await onUse()).createEnvFiles(workspaceState, lifecycle, { connections, keyNotes, keyList });
  const envFiles: EnvFiles = {
    write: async (...given) => (await openEnvFiles()).write(...given),
    removeAll: async (...given) => (await openEnvFiles()).removeAll(...given),
  };

  tellServerTime(() => {
    const connection = connections.current();
    return connection ? sessions.clockOf(connection.id).now() : new Date();
  });
  showPathsOfWindow();

  const joined = { connections, sessions, lifecycle, keyNotes, log };
  const listedFolder = `${globalStorageUri.fsPath}/listed`;
  const { keyList, localFacts, undoableWrites, rowFacts } = createListedKeys(
    joined,
    listedFolder,
    version,
    owned,
  );
  const refresh = () => keyList.refresh();
  const recovery = owned.add(createRecovery(lifecycleFolder, lifecycle, refresh, log, onUse));

  const tell = async (event: LifecycleEvent): Promise<void> => {
    const { tellEvent } = await onUse();
    await tellEvent({ connections, keyNotes, keyList, log }, event);
  };
  const shared = {
    log,
    keyList,
    keyNotes,
    envFiles,
    undoableWrites,
    terminals,
    hostState,
    lifecycle,
    refresh,
  };

  const services: Services = {
    ...shared,
    ...createOpenedOnUse(context, shared, owned, async (...call) =>
      (await import('./commands/onUse.ts')).callFromAgent(services, ...call),
    ),
    connections,
    local,
    sessions,
    keyFilter,
    selectedKey: { keyId: undefined },
    selectedAccount: { serviceAccountId: undefined },
    keyFocus,
    localFacts,
    clipboard,
    vault,
    recovery,
    reports,
    lifecycleFolder,
    rowFacts,
    hosts,
    workspaceState,
    globalState,
    extensionUri: context.extensionUri,
    extensionMode: context.extensionMode,
    dispose() {
      owned.dispose();
    },
  };
  return services;
}

/** The manifest's, which VS Code hands over untyped. */
function versionOf({ extension }: ExtensionContext): string {
  return (extension.packageJSON as { readonly version: string }).version;
}
