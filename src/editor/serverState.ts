import { ApiError } from '../client/apiError.ts';
import type { ApiKey } from '../wire/apiKeys.ts';
import type { ServiceAccount } from '../wire/serviceAccounts.ts';
import type { Workspace, WorkspaceDetail } from '../wire/workspaces.ts';
import type { Connection } from './connections.ts';
import { describeError } from './report.ts';
import type { Session, Sessions } from './session.ts';
import type { SessionContext } from './snapshot.ts';

/** What one refresh learns, all of it from the same moment. */
export interface ServerState {
  readonly context: SessionContext;
  readonly keys: readonly ApiKey[];
  readonly accounts: readonly ServiceAccount[];
  readonly detail: WorkspaceDetail;
}

/** Why a refresh learned nothing, as far as the views must tell it apart. */
export interface Failure {
  readonly kind: 'offline' | 'unknown-user' | 'no-permission' | 'no-workspace' | 'other';
  /** A sentence for the person. */
  readonly because: string;
}

export type Loaded =
  | { readonly kind: 'loaded'; readonly state: ServerState }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Reads keys, service accounts and detail of the chosen control-plane workspace. Never rejects. */
export async function loadServerState(
  connection: Connection,
  chosen: string | undefined,
  sessions: Sessions,
): Promise<Loaded> {
  try {
    const session = await sessions.open(connection);
    const me = await session.management.me();
    const workspace = me.workspaces.find((row) => row.workspace_id === chosen) ?? me.workspaces[0];
    if (!workspace) {
      const because = 'You are not a member of any control-plane workspace.';
      return { kind: 'failed', failure: { kind: 'no-workspace', because } };
    }
    return { kind: 'loaded', state: await readWorkspace(session, workspace) };
  } catch (error) {
    const { sentence } = await describeError(error);
    return { kind: 'failed', failure: { kind: failureKind(error), because: sentence } };
  }
}

async function readWorkspace(session: Session, workspace: Workspace): Promise<ServerState> {
  const id = workspace.workspace_id;
  const [keys, accounts, detail] = await Promise.all([
    session.management.apiKeys(id),
    session.management.serviceAccounts(id),
    session.management.workspace(id),
  ]);
  const context = {
    connection: session.connection,
    workspaceId: id,
    workspaceName: workspace.display_name,
    workspaceSlug: workspace.slug,
    role: workspace.membership_role,
  };
  return { context, keys, accounts, detail };
}

function failureKind(error: unknown): Failure['kind'] {
  if (!(error instanceof ApiError)) return 'other';
  if (error.status === 403) return 'no-permission';
  if (error.status === 401) return 'unknown-user';
  switch (error.kind) {
    case 'network':
    case 'timeout':
    case 'circuit-open':
    case 'not-json':
      return 'offline';
    default:
      return (error.status ?? 0) >= 500 ? 'offline' : 'other';
  }
}
