import type { Memento, Uri } from 'vscode';
import type { Unsearched } from '../dotenv/search.ts';
import type { Connections } from '../editor/connection/connections.ts';
import type { DocumentsOfWindow } from '../editor/documents.ts';
import type { LocalControlPlaneHost } from '../editor/connection/localControlPlane.ts';
import type { Sessions } from '../editor/connection/session.ts';
import type { EnvFiles } from '../editor/env/envFiles.ts';
import type { EnvTargets, EnvWish } from '../editor/env/envTarget.ts';
import type { UndoableWrites } from '../editor/env/undoableWrites.ts';
import type { KeyFilter } from '../editor/keys/keyFilter.ts';
import type { KeyFocus } from '../editor/keys/keyFocus.ts';
import type { KeyList } from '../editor/keys/keyList.ts';
import type { KeyNotes } from '../editor/keys/keyNotes.ts';
import type { SelectedAccount, SelectedKey } from '../editor/keys/selectedKey.ts';
import type { KeyRow, SessionContext } from '../editor/keys/snapshot.ts';
import type { Loans } from '../editor/loans/loans.ts';
import type { Log } from '../editor/log.ts';
import type { notify, say } from '../editor/notify.ts';
import type { KeyPlace } from '../editor/placements/keyPlaces.ts';
import type { Terminals, TerminalUse } from '../editor/placements/terminals.ts';
import type { offer, runPressed } from '../editor/press.ts';
import type { KeyPrograms } from '../editor/programs/keyPrograms.ts';
import type { withProgress } from '../editor/prompts.ts';
import type { Consents } from '../editor/references/injectConsent.ts';
import type { Reports } from '../editor/reports.ts';
import type { Clipboard } from '../editor/secrets/clipboard.ts';
import type { LocalFacts } from '../editor/secrets/localFacts.ts';
import type { Recovery } from '../editor/secrets/recovery.ts';
import type { TerminalChannel } from '../editor/terminals/channel.ts';
import type { LifecycleContext } from '../lifecycle/context.ts';
import type { Placement } from '../lifecycle/copies/placement.ts';
import type { NotKept, Outcome } from '../lifecycle/drive/outcome.ts';
import type { PlacedState } from '../lifecycle/journal/placed.ts';
import type { Place } from '../lifecycle/model/places.ts';
import type { OpenPlace } from '../lifecycle/steps/openPlaces.ts';
import type { EnvAnswer } from './placements/writeToEnv.ts';
import type { Prompter } from './prompter.ts';

/*
 * What commands stand on. Each takes those it uses and nothing else, so that its decisions are tested
 * without an editor; `windowPorts.ts` joins all of them to a window.
 */

/** Whoever is asked: the person, or the arguments of a program. */
export interface Asking {
  readonly prompter: Prompter;
  /** Has the person make a service account; answers with its id. @throws CancelledError */
  createAccount(): Promise<string>;
}

/** What a command says, logs, shows while it works, and puts on the clipboard. */
export interface Telling {
  readonly messages: {
    readonly notify: typeof notify;
    readonly say: typeof say;
    readonly offer: typeof offer;
    readonly runPressed: typeof runPressed;
    /** An error that does not end the command. */
    readonly report: (error: unknown) => Promise<void>;
  };
  readonly withProgress: typeof withProgress;
  readonly log: Log;
  readonly clipboard: Pick<Clipboard, 'copy'>;
  /** For what is no secret. */
  readonly writeClipboard: (text: string) => PromiseLike<void>;
  /** Empties it if it holds the value of a key with one of these prefixes; answers whether it did. */
  readonly emptyClipboard: (prefixes: ReadonlySet<string>) => Promise<boolean>;
}

/** Texts and files that are shown, and where a file goes. */
export interface Documents {
  readonly documents: DocumentsOfWindow;
}

/** The rows of keys and service accounts of the control-plane workspace in use. */
export interface ListedKeys {
  /** Its `refresh` reads local facts and server again. */
  readonly keyList: Pick<KeyList, 'snapshot' | 'here' | 'refresh' | 'loaded' | 'redraw'>;
  readonly selectedKey: SelectedKey;
  readonly selectedAccount: SelectedAccount;
}

/** What this machine adds to the rows of keys, and what its view shows of them. */
export interface LocalKeys {
  readonly keyNotes: Pick<KeyNotes, 'all' | 'change' | 'carry' | 'successors'>;
  readonly localFacts: LocalFacts;
  readonly keyFilter: Pick<KeyFilter, 'text' | 'set' | 'admits'>;
  readonly keyFocus: Pick<KeyFocus, 'show'>;
}

/** Operations on keys and their local copies, and what goes on with one that was interrupted. */
export interface Operations {
  /** Loaded at the first call. */
  readonly lifecycle: () => Promise<LifecycleContext>;
  readonly recovery: Pick<Recovery, 'run' | 'reschedule'>;
  /** Asks where a secret goes that the vault did not take. */
  placeNotKept(made: NotKept): Promise<Exclude<Outcome, NotKept>>;
}

/** Where values of keys are outside of the vault: found, shown, written, taken away. */
export interface Places {
  readonly places: {
    /** Looks for every value in the open folders; what had to be left out. @throws CancelledError */
    search(): Promise<Unsearched>;
    /** Each place of a key as it is now. */
    lookAt(connectionId: string, row: KeyRow): Promise<readonly KeyPlace[]>;
    /** The same without asking programs, one of which may wait minutes for its person. */
    known(connectionId: string, row: KeyRow): Promise<readonly KeyPlace[]>;
    /** Those that need a hand. */
    openAmong(placements: readonly Placement[]): Promise<readonly OpenPlace[]>;
    /** What programs read instead of those that were rewritten. */
    shadowed(states: readonly PlacedState[]): Promise<readonly string[]>;
    /** Shows the line of a place that is in a file. */
    open(at: NonNullable<KeyPlace['at']>): Promise<void>;
    /** Shows the file of a place, by its URI. */
    openFile(uri: string): Promise<void>;
    /** Before a delivery: asks about each program that is another one by now. @throws CancelledError */
    agreeAgain(
      of: { readonly context: SessionContext; readonly row: KeyRow },
      places: readonly Place[],
    ): Promise<void>;
    /** Takes the values of ended keys out of programs, and names those that kept theirs. */
    takeOutOfPrograms(placements: readonly Placement[]): Promise<void>;
    /** Gives no terminal these secrets any more. */
    endUses(uses: readonly TerminalUse[]): Promise<void>;
    /** Ends those that are terminals of this window; answers with the others. */
    endTerminals(placements: readonly Placement[]): Promise<readonly Placement[]>;
  };
  readonly env: {
    /** @throws UserFacingError for what is no env file */
    requireFile(file: string): Promise<void>;
    write(keyId: string, wish: EnvWish, ask: boolean): Promise<EnvAnswer>;
    /** Whether this window shows and trusts the folder of a file, by its URI: nothing else is touched. */
    isWithin(file: string): Promise<boolean>;
    /** Takes lines away; answers with those that stayed. */
    removeAll(placements: readonly Placement[]): Promise<readonly Placement[]>;
  };
}

/** `.env` files themselves, for the commands that write to them and take a write back. */
export interface EnvWrites {
  readonly envFiles: EnvFiles;
  readonly undoableWrites: UndoableWrites;
  readonly envTargets: EnvTargets;
}

/** Programs that keep secrets, and launches that use them, with what the person has agreed to. */
export interface ProgramConsents {
  /** Loaded at the first call. */
  programs(): Promise<KeyPrograms>;
  /** Which launches and tasks may use which key; loaded at the first call. */
  consents(): Promise<Consents>;
}

/** Terminals of this window that have a key, or borrow one. */
export interface KeyTerminals {
  readonly terminals: Terminals;
  /** By which they ask for what their programs need; opened at the first call. */
  channel(): Promise<TerminalChannel>;
  /** Loaded at the first call. */
  loans(): Promise<Loans>;
}

/** The connections of this host, and what speaks with their control planes. */
export interface ControlPlanes {
  readonly connections: Connections;
  readonly sessions: Sessions;
  readonly local: LocalControlPlaneHost;
}

/** The two pages and the reports, with what they keep for the person on every host. */
export interface Pages {
  readonly extensionUri: Uri;
  readonly globalState: Memento;
  readonly reports: Reports;
}
