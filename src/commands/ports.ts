import type { notify, say } from '../editor/notify.ts';
import type { AccountRow, KeyRow, SessionContext, Snapshot } from '../editor/keys/snapshot.ts';
import type { offer, runPressed } from '../editor/press.ts';
import type { withProgress } from '../editor/prompts.ts';
import type { EnvFiles } from '../editor/env/envFiles.ts';
import type { EnvWish } from '../editor/env/envTarget.ts';
import type { UndoableWrites } from '../editor/env/undoableWrites.ts';
import type { LeakGuard } from '../editor/leaks/leakGuard.ts';
import type { PlacementScanner } from '../editor/placements/placementScanner.ts';
import type { KeyPrograms } from '../editor/programs/keyPrograms.ts';
import type { Consents } from '../editor/references/injectConsent.ts';
import type { Clipboard } from '../editor/secrets/clipboard.ts';
import type { Memento, Uri } from 'vscode';
import type { Connections } from '../editor/connection/connections.ts';
import type { Sessions } from '../editor/connection/session.ts';
import type { KeyFilter } from '../editor/keys/keyFilter.ts';
import type { KeyList } from '../editor/keys/keyList.ts';
import type { KeyNote, KeyNotes } from '../editor/keys/keyNotes.ts';
import type { Log } from '../editor/log.ts';
import type { Terminals } from '../editor/placements/terminals.ts';
import type { LocalFacts } from '../editor/secrets/localFacts.ts';
import type { KeyPlace } from '../editor/placements/keyPlaces.ts';
import type { Unsearched } from '../dotenv/searchFiles.ts';
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
 * without an editor; `keys/editorPorts.ts` joins them to this window.
 */

/** What a command asks. */
export interface Asking {
  readonly prompter: Prompter;
}

/** What a command tells, and shows while it works. */
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
}

/** The rows of the control-plane workspace in use. */
export interface ListedKeys {
  readonly keyList: {
    readonly snapshot: Snapshot;
    /** @throws UserFacingError when there is no connection or no control-plane workspace. */
    here(): Promise<{ readonly context: SessionContext }>;
    /** Asks the server again. Never rejects. */
    refresh(): Promise<void>;
  };
  readonly selectedKey: { readonly keyId: string | undefined };
}

/** The service accounts beside them. */
export interface ListedAccounts {
  readonly keyList: { readonly snapshot: { readonly accounts: readonly AccountRow[] } };
  readonly selectedAccount: { readonly serviceAccountId: string | undefined };
  /** Another command; answers with the id of what the person made. @throws CancelledError */
  createAccount(): Promise<string>;
}

/** The checklist's step about usage and plan. */
export interface ShowsUsage {
  readonly showUsage: () => Promise<void>;
}

/** For what is no secret. */
export interface WritesClipboard {
  writeClipboard(text: string): PromiseLike<void>;
}

/** What was noted of a key in this editor. */
export interface Notes {
  readonly keyNotes: {
    change(keyId: string, fields: KeyNote): Promise<void>;
    carry(from: string, to: string): Promise<void>;
    successors(keyId: string): ReadonlySet<string>;
  };
}

/** The lifecycle of keys, loaded at the first call. */
export interface OpensLifecycle {
  readonly lifecycle: () => Promise<LifecycleContext>;
}

/** An operation, and what follows it. */
export interface Operations extends OpensLifecycle {
  /** Reads local facts and server again. */
  refresh(): Promise<void>;
  readonly recovery: { reschedule(): Promise<void> };
  readonly log: { error(line: string, cause?: unknown): void };
  /** Asks where a secret goes that the vault did not take. */
  placeNotKept(made: NotKept): Promise<Exclude<Outcome, NotKept>>;
}

/** Where values of keys are outside of the vault. */
export interface LooksAtPlaces {
  readonly places: {
    /** Looks for every value in the open folders; what had to be left out. @throws CancelledError */
    search(): Promise<Unsearched>;
    /** Each place of a key as it is now. */
    lookAt(connectionId: string, row: KeyRow): Promise<readonly KeyPlace[]>;
    /** Those that need a hand. */
    openAmong(placements: readonly Placement[]): Promise<readonly OpenPlace[]>;
    /** What programs read instead of those that were rewritten. */
    shadowed(states: readonly PlacedState[]): Promise<readonly string[]>;
    /** Shows the file of a place, by its URI. */
    openFile(uri: string): Promise<void>;
    /** Before a delivery: asks about each program that is another one by now. @throws CancelledError */
    agreeAgain(
      of: { readonly context: SessionContext; readonly row: KeyRow },
      places: readonly Place[],
    ): Promise<void>;
    /** Takes the values of ended keys out of programs, and names those that kept theirs. */
    takeOutOfPrograms(placements: readonly Placement[]): Promise<void>;
    /** Ends those that are terminals of this window; answers with the others. */
    endTerminals(placements: readonly Placement[]): Promise<readonly Placement[]>;
  };
}

/** The lines of `.env` files. */
export interface WritesEnv {
  readonly env: {
    /** @throws UserFacingError for what is no env file */
    requireFile(file: string): Promise<void>;
    write(keyId: string, wish: EnvWish, ask: boolean): Promise<EnvAnswer>;
    /** Takes lines away; answers with those that stayed. */
    removeAll(placements: readonly Placement[]): Promise<readonly Placement[]>;
  };
}

/*
 * Parts of a window for commands that work with the whole of one of them.
 */

export interface HasKeyList {
  readonly keyList: KeyList;
}

export interface HasConnections {
  readonly connections: Connections;
}

export interface HasSessions {
  readonly sessions: Sessions;
}

export interface HasKeyNotes {
  readonly keyNotes: KeyNotes;
}

export interface HasLocalFacts {
  readonly localFacts: LocalFacts;
}

export interface HasTerminals {
  readonly terminals: Terminals;
}

export interface HasKeyFilter {
  readonly keyFilter: KeyFilter;
}

export interface HasLog {
  readonly log: Log;
}

/** What the client keeps for the person, on every host. */
export interface HasGlobalState {
  readonly globalState: Memento;
}

/** Reads local facts and server again. */
export interface Refreshes {
  refresh(): Promise<void>;
}

/** Where the files of this extension are. */
export interface HasExtensionUri {
  readonly extensionUri: Uri;
}

export interface HasClipboard {
  readonly clipboard: Clipboard;
}

/** Which launches and tasks may use which key; loaded at the first call. */
export interface HasConsents {
  consents(): Promise<Consents>;
}

/** What watches texts for our values; loaded at the first call. */
export interface HasLeaks {
  leaks(): Promise<LeakGuard>;
}

/*
 * Parts that are taken together.
 */

/** Says, and takes back, that a value is no secret. */
export type JudgesLeaks = OpensLifecycle & HasLeaks;

/** Local copies of secrets, and the programs that may have one that is lost here. */
export interface ReadsLocalCopies extends OpensLifecycle {
  programs(): Promise<KeyPrograms>;
}

/** Looks for values in the open folders, and draws the rows with what is found. */
export interface SearchesFolders extends HasKeyList, HasLocalFacts {
  scanner(): Promise<PlacementScanner>;
}

/** Writes to a `.env` file that the person chooses among those of before. */
export interface ChoosesEnvFile {
  readonly envFiles: EnvFiles;
  readonly workspaceState: Memento;
}

/** Takes writes to `.env` files back, and tells where that fails. */
export interface UndoesWrites extends Refreshes, HasLog {
  readonly undoableWrites: UndoableWrites;
}

/** Takes lines out of `.env` files, with their placements. */
export interface RemovesEnvLines extends OpensLifecycle, Refreshes {
  readonly envFiles: EnvFiles;
}
