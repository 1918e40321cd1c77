import type { ExtensionContext } from 'vscode';
import type { Connections } from './editor/connection/connections.ts';
import type { LocalControlPlaneHost } from './editor/connection/localControlPlane.ts';
import type { Sessions } from './editor/connection/session.ts';
import type { Disposable } from './editor/disposables.ts';
import type { EnvFiles } from './editor/env/envFiles.ts';
import type { UndoableWrites } from './editor/env/undoableWrites.ts';
import type { Hosts } from './editor/hosts/hosts.ts';
import type { KeyFilter } from './editor/keys/keyFilter.ts';
import type { KeyFocus } from './editor/keys/keyFocus.ts';
import type { KeyList } from './editor/keys/keyList.ts';
import type { KeyNotes } from './editor/keys/keyNotes.ts';
import type { RowFacts } from './editor/keys/keyRows.ts';
import type { SelectedAccount, SelectedKey } from './editor/keys/selectedKey.ts';
import type { LeakGuard } from './editor/leaks/leakGuard.ts';
import type { Loans } from './editor/loans/loans.ts';
import type { Log } from './editor/log.ts';
import type { PlacementScanner } from './editor/placements/placementScanner.ts';
import type { Terminals } from './editor/placements/terminals.ts';
import type { KeyPrograms } from './editor/programs/keyPrograms.ts';
import type { Consents } from './editor/references/injectConsent.ts';
import type { Reports } from './editor/reports.ts';
import type { Clipboard } from './editor/secrets/clipboard.ts';
import type { LocalFacts } from './editor/secrets/localFacts.ts';
import type { Recovery } from './editor/secrets/recovery.ts';
import type { EditorVault } from './editor/secrets/vault.ts';
import type { TerminalChannel } from './editor/terminals/channel.ts';
import type { LifecycleContext } from './lifecycle/context.ts';

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
