import { hostname } from 'node:os';
import { env, window, type ExtensionContext } from 'vscode';
import { createClipboard, type Clipboard } from './editor/secrets/clipboard.ts';
import { createConnections, type Connections } from './editor/connection/connections.ts';
import { createDisposableStore, type Disposable } from './editor/disposables.ts';
import type { EnvFiles } from './editor/env/envFiles.ts';
import { createKeyFocus, type KeyFocus } from './editor/keys/keyFocus.ts';
import { createKeyFilter, type KeyFilter } from './editor/keys/keyFilter.ts';
import { createKeyNotes, type KeyNotes } from './editor/keys/keyNotes.ts';
import { machineId, openHost } from './editor/hosts/host.ts';
import type { Hosts } from './editor/hosts/hosts.ts';
import { createHostSecrets } from './editor/hosts/hostSecrets.ts';
import { createHostState } from './editor/hosts/hostState.ts';
import type { Consents } from './editor/references/injectConsent.ts';
import { createKeyList, type KeyList } from './editor/keys/keyList.ts';
import {
  createLocalControlPlaneHost,
  type LocalControlPlaneHost,
} from './editor/connection/localControlPlane.ts';
import { createLocalFacts, type LocalFacts } from './editor/secrets/localFacts.ts';
import type { Loans } from './editor/loans/loans.ts';
import type { SelectedAccount, SelectedKey } from './editor/keys/selectedKey.ts';
import { createRememberedKeys } from './editor/keys/rememberedKeys.ts';
import type { RowFacts } from './editor/keys/keyRows.ts';
import { rowFactsOf } from './editor/keys/rowFacts.ts';
import { createLog, type Log } from './editor/log.ts';
import { createRecovery, type Recovery } from './editor/secrets/recovery.ts';
import { createReliableState } from './editor/reliableState.ts';
import { createReports, type Reports } from './editor/reports.ts';
import { createSessions, type Sessions } from './editor/connection/session.ts';
import type { LeakGuard } from './editor/leaks/leakGuard.ts';
import type { PlacementScanner } from './editor/placements/placementScanner.ts';
import type { KeyPrograms } from './editor/programs/keyPrograms.ts';
import { createTerminals, type Terminals } from './editor/placements/terminals.ts';
import type { TerminalChannel } from './editor/terminals/channel.ts';
import { createUndoableWrites, type UndoableWrites } from './editor/env/undoableWrites.ts';
import { createVault, type EditorVault } from './editor/secrets/vault.ts';
import type { LifecycleEvent } from './lifecycle/model/events.ts';
import type { LifecycleContext } from './lifecycle/context.ts';
import { tellServerTime } from './editor/serverTime.ts';

/** Everything long-lived, made once a window. Nothing here has been asked to work yet. */
export interface Services extends Disposable {
  readonly log: Log;
  readonly connections: Connections;
  readonly local: LocalControlPlaneHost;
  readonly sessions: Sessions;
  readonly keyList: KeyList;
  readonly keyNotes: KeyNotes;
  readonly keyFilter: KeyFilter;
  readonly selectedKey: SelectedKey;
  readonly selectedAccount: SelectedAccount;
  readonly keyFocus: KeyFocus;
  readonly localFacts: LocalFacts;
  readonly clipboard: Clipboard;
  readonly vault: EditorVault;
  readonly envFiles: EnvFiles;
  readonly undoableWrites: UndoableWrites;
  readonly terminals: Terminals;
  readonly recovery: Recovery;
  readonly reports: Reports;
  /** Where what is known of keys outlives this profile. */
  readonly lifecycleFolder: string;
  /** What this editor knows of the keys of a connection, beside the server's rows. */
  rowFacts(connectionId: string): RowFacts;
  /** Which launches and tasks may use which key. */
  consents(): Promise<Consents>;
  /** This host, among those that the client keeps state and secrets for. */
  hosts(): Promise<Hosts>;
  /** What the client keeps for this host alone. */
  readonly hostState: Pick<ExtensionContext['globalState'], 'get' | 'update'>;
  readonly workspaceState: ExtensionContext['workspaceState'];
  readonly globalState: ExtensionContext['globalState'];
  readonly extensionUri: ExtensionContext['extensionUri'];
  readonly extensionMode: ExtensionContext['extensionMode'];
  /** The lifecycle over this editor; loaded at the first call. */
  lifecycle(): Promise<LifecycleContext>;
  /** Programs that keep secrets; loaded at the first call. */
  programs(): Promise<KeyPrograms>;
  /** Finds our values in `.env` files; loaded at the first call. */
  scanner(): Promise<PlacementScanner>;
  /** By which terminals ask for what their programs need; opened at the first call. */
  channel(): Promise<TerminalChannel>;
  /** Terminals that borrowed a key from this window; loaded at the first call. */
  loans(): Promise<Loans>;
  /** Ends what must not outlive the window, as far as there is time. */
  close(): Promise<void>;
  /** Watches texts for our values; loaded at the first call. */
  leaks(): Promise<LeakGuard>;
  /** Reads local facts and server again, after something has changed. */
  refresh(): Promise<void>;
}

/** The manifest's, which VS Code hands over untyped. */
function versionOf({ extension }: ExtensionContext): string {
  return (extension.packageJSON as { readonly version: string }).version;
}

export function createServices(context: ExtensionContext): Services {
  const owned = createDisposableStore();
  const { workspaceState, globalStorageUri } = context;
  const globalState = createReliableState(context.globalState);
  const kept = { globalState, secrets: context.secrets };
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
  const local = owned.add(createLocalControlPlaneHost(globalStorageUri, log));
  const sessions = createSessions(connections, local);
  const reports = owned.add(createReports());

  const onUse = () => import('./editor/onUse.ts');
  let programsOpened: Promise<KeyPrograms> | undefined;
  const programs = () =>
    (programsOpened ??= onUse().then(async ({ createKeyPrograms }) =>
      owned.add(await createKeyPrograms(`${globalStorageUri.fsPath}/programs`, hostState)),
    ));
  let opened: Promise<LifecycleContext> | undefined;
  const lifecycleFolder = `${globalStorageUri.fsPath}/lifecycle`;
  const lifecycle = () =>
    (opened ??= onUse().then(({ openLifecycleContext }) =>
      openLifecycleContext({
        folder: lifecycleFolder,
        connections,
        sessions,
        vault,
        places: async () => (await onUse()).createPlaces(terminals),
        notify: (event) => void tell(event),
      }),
    ));
  const hosts = async () => (await onUse()).createHosts(host, kept, lifecycle, connections);
  const openEnvFiles = async () =>
    (await onUse()).createEnvFiles(workspaceState, lifecycle, {
      connections,
      keyNotes,
      keyList,
    });
  const envFiles: EnvFiles = {
    write: async (...given) => (await openEnvFiles()).write(...given),
    removeAll: async (...given) => (await openEnvFiles()).removeAll(...given),
  };
  const undoableWrites = createUndoableWrites((keyId) => {
    keyList.redraw(keyId);
  });
  const localFacts = createLocalFacts(lifecycle, (id) => connections.workspaceOf({ id }));
  const remembered = owned.add(
    createRememberedKeys(
      `${globalStorageUri.fsPath}/listed`,
      versionOf(context),
      onUse,
      (error) => {
        log.error('The list of keys could not be kept for the next window.', error);
      },
    ),
  );

  tellServerTime(() => {
    const connection = connections.current();
    return connection ? sessions.clockOf(connection.id).now() : new Date();
  });
  const known = { keyNotes, localFacts, sessions, undoableWrites };
  const rowFacts = (connectionId: string) => rowFactsOf(known, connectionId);
  const keyList: KeyList = owned.add(
    createKeyList(
      connections,
      sessions,
      async () => {
        try {
          await localFacts.reload();
          if (localFacts.pending.length === 0) return;
          const { carryPendingNotes } = await onUse();
          await carryPendingNotes(localFacts.pending, keyNotes);
        } catch (error) {
          log.error('What this machine knows of keys could not be read.', error);
          throw error;
        }
      },
      () => rowFacts(connections.current()?.id ?? ''),
      remembered,
    ),
  );
  const refresh = () => keyList.refresh();
  let scannerOpened: Promise<PlacementScanner> | undefined;
  const scanner = () =>
    (scannerOpened ??= onUse().then(({ createPlacementScanner }) =>
      owned.add(createPlacementScanner(lifecycle, keyList)),
    ));
  let consentsOpened: Promise<Consents> | undefined;
  const consents = () =>
    (consentsOpened ??= onUse().then(({ createConsents }) => createConsents(workspaceState)));
  let channelOpened: Promise<TerminalChannel> | undefined;
  const channel = () =>
    (channelOpened ??= onUse()
      .then(async ({ openTerminalChannel }) => {
        const parts = { keyList, lifecycle, keyNotes, consents, terminals, log };
        return owned.add(await openTerminalChannel(context, parts));
      })
      .catch((error: unknown) => {
        // The next one may be lucky.
        channelOpened = undefined;
        throw error;
      }));
  let loansOpened: Promise<Loans> | undefined;
  const loans = () =>
    (loansOpened ??= onUse().then(({ createLoans }) =>
      owned.add(createLoans({ lifecycle, channel, refresh, log })),
    ));
  let guardOpened: Promise<LeakGuard> | undefined;
  const leaks = () =>
    (guardOpened ??= import('./editor/leaks/onUse.ts').then(({ registerLeakGuard }) =>
      owned.add(
        registerLeakGuard({ lifecycle, keyList, envFiles, undoableWrites, workspaceState, log }),
      ),
    ));
  const recovery = owned.add(createRecovery(lifecycleFolder, lifecycle, refresh, log, onUse));
  owned.add(
    keyNotes.onDidChange((keyId) => {
      keyList.redraw(keyId);
    }),
  );

  const tell = async (event: LifecycleEvent): Promise<void> => {
    const { tellEvent } = await onUse();
    await tellEvent({ connections, keyNotes, keyList, log }, event);
  };

  return {
    log,
    connections,
    local,
    sessions,
    keyList,
    keyNotes,
    keyFilter,
    selectedKey: { keyId: undefined },
    selectedAccount: { serviceAccountId: undefined },
    keyFocus,
    localFacts,
    clipboard,
    vault,
    envFiles,
    undoableWrites,
    terminals,
    recovery,
    reports,
    lifecycleFolder,
    rowFacts,
    consents,
    hosts,
    hostState,
    workspaceState,
    globalState,
    extensionUri: context.extensionUri,
    extensionMode: context.extensionMode,
    lifecycle,
    programs,
    scanner,
    channel,
    loans,
    close: async () => (await loansOpened)?.endAll(),
    leaks,
    refresh,
    dispose() {
      owned.dispose();
    },
  };
}
