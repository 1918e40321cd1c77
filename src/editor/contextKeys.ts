import { commands } from 'vscode';
import type { StepId } from '../domain/firstRun/firstRunState.ts';

/** Why the API Keys view shows what it shows; `package.json` has one welcome view for each. */
export type ViewState =
  | 'notConnected'
  | 'loading'
  | 'offline'
  | 'failed'
  | 'noPermission'
  | 'unknownUser'
  | 'noWorkspace'
  | 'leftWorkspace'
  | 'chooseWorkspace'
  | 'noBaseline'
  | 'noServiceAccount'
  | 'noKey'
  | 'ready';

/** Steps of the walkthrough that are done, by verified facts. */
type FirstRunKeys = Readonly<Record<`keyrail.firstRun.${StepId | 'tell'}`, boolean>>;

/** The context keys that `package.json`'s `when` clauses and walkthrough read. */
export interface ContextKeys extends FirstRunKeys {
  'keyrail.connected': boolean;
  /** Whether the connection is one that can be edited and tested: not the local control plane. */
  'keyrail.byUrl': boolean;
  'keyrail.state': ViewState;
  'keyrail.filtered': boolean;
  /** Whether this window has written into a `.env`, and can take that back. */
  'keyrail.undoable': boolean;
  /** Of this person in the control-plane workspace; `''` where it is not known. */
  'keyrail.role': string;
  'keyrail.production': boolean;
  /** No connection in this profile, but keys on this machine: of another profile or browser. */
  'keyrail.keysElsewhere': boolean;
  /** Some of them may be of the local control plane, which has been used on this machine. */
  'keyrail.localElsewhere': boolean;
}

/** What was said last; first what a `when` clause reads from a key that nobody has set. */
const last = new Map<keyof ContextKeys, unknown>([
  ['keyrail.connected', false],
  ['keyrail.byUrl', false],
  ['keyrail.state', 'notConnected'],
  ['keyrail.role', ''],
  ['keyrail.production', false],
  ['keyrail.filtered', false],
  ['keyrail.undoable', false],
  ['keyrail.keysElsewhere', false],
  ['keyrail.localElsewhere', false],
]);

/** Tells VS Code a context key, once per change. */
export function setContextKey<K extends keyof ContextKeys>(key: K, value: ContextKeys[K]): void {
  if (last.get(key) === value) return;
  last.set(key, value);
  void commands.executeCommand('setContext', key, value);
}
