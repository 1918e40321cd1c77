import type { KeyRowFacts } from '../../domain/keys/keyRow.ts';
import type { ServiceAccount } from '../../wire/serviceAccounts.ts';
import type { WorkspaceDetail } from '../../wire/workspaces.ts';
import type { Connection } from '../connection/connections.ts';
import type { ViewState } from '../contextKeys.ts';
import { connectionKind } from '../../domain/text/connectionKind.ts';

/** One key as every surface shows it; `domain/keyRow` turns it into words. */
export type KeyRow = KeyRowFacts;

export interface AccountRow {
  readonly account: ServiceAccount;
  readonly liveKeys: number;
}

/** Where we are; shown wherever something can be changed. */
export interface SessionContext {
  readonly connection: Connection;
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly workspaceSlug: string;
  readonly role: string | undefined;
}

/** How much the rows can be trusted. */
export type Freshness =
  | { readonly kind: 'never' }
  | { readonly kind: 'fresh'; readonly at: number }
  | { readonly kind: 'stale'; readonly since: number; readonly because: string }
  | { readonly kind: 'failed'; readonly because: string };

/** Everything the views draw from; replaced as a whole, never changed. */
export interface Snapshot {
  readonly state: ViewState;
  readonly connection: Connection | undefined;
  readonly context: SessionContext | undefined;
  readonly keys: readonly KeyRow[];
  readonly accounts: readonly AccountRow[];
  readonly detail: WorkspaceDetail | undefined;
  readonly freshness: Freshness;
}

export const emptySnapshot: Snapshot = {
  state: 'notConnected',
  connection: undefined,
  context: undefined,
  keys: [],
  accounts: [],
  detail: undefined,
  freshness: { kind: 'never' },
};

/** Whether the last answer has what this person may read: for some roles that is all but the keys. */
export function isRead({ freshness, state, detail }: Snapshot): boolean {
  return freshness.kind === 'fresh' || (state === 'noPermission' && detail !== undefined);
}

/** The same place as the lifecycle names it. */
export function atOf({ connection, workspaceId }: SessionContext) {
  return { connectionId: connection.id, workspaceId };
}

/** The control-plane workspace with what is true of it, for a sentence or a title. */
export function describeContext(context: SessionContext): string {
  return [...placeNames(context), connectionKind(context.connection)].join(' · ');
}

/** Connection and control-plane workspace; one name where the second says nothing more. */
export function placeNames({
  connection,
  workspaceName,
  workspaceSlug,
}: Pick<SessionContext, 'connection' | 'workspaceName' | 'workspaceSlug'>): string[] {
  const isSame =
    workspaceName === connection.name ||
    // The one that the local control plane begins with is called after it.
    (connection.kind === 'local' && workspaceSlug === 'local');
  return isSame ? [connection.name] : [connection.name, workspaceName];
}

/** The row of a key; `undefined` when it is not listed. */
export function rowOfKey({ keys }: Snapshot, keyId: string): KeyRow | undefined {
  return keys.find(({ key }) => key.api_key_id === keyId);
}
