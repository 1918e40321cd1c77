import { t } from '@vscode/l10n';
import { ApiError } from '../../client/apiError.ts';
import { isTlsCode } from '../../client/failure.ts';
import { managementOf, roleSentence } from '../../domain/roles.ts';
import type { ApiKey } from '../../wire/apiKeys.ts';
import type { ServiceAccount } from '../../wire/serviceAccounts.ts';
import type { Workspace, WorkspaceDetail } from '../../wire/workspaces.ts';
import type { Connection } from './connections.ts';
import { describeError } from '../report.ts';
import type { Session, Sessions } from './session.ts';
import type { SessionContext } from '../keys/snapshot.ts';

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
  /** Nothing was asked, for a reason that was told before. */
  readonly paused?: boolean;
}

export type Loaded =
  | { readonly kind: 'loaded'; readonly state: ServerState }
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      /** Known where the control plane let this person in, but not to the keys. */
      readonly context?: SessionContext;
      /** What a member may read there without seeing keys (facts §3). */
      readonly detail?: WorkspaceDetail;
    };

/**
 * Reads keys, service accounts and detail of the chosen control-plane workspace. Asks for no keys
 * where the role is known not to see them. Never rejects.
 */
export async function loadServerState(
  connection: Connection,
  chosen: string | undefined,
  sessions: Sessions,
): Promise<Loaded> {
  let context: SessionContext | undefined;
  try {
    const session = await sessions.open(connection);
    const me = await session.management.me();
    const workspace = me.workspaces.find((row) => row.workspace_id === chosen) ?? me.workspaces[0];
    if (!workspace) {
      const because = t('You are not a member of any control-plane workspace.');
      return { kind: 'failed', failure: { kind: 'no-workspace', because } };
    }
    context = contextOf(connection, workspace);
    const { role } = context;
    if (role !== undefined && managementOf(role) === 'refused') {
      const because = roleSentence(role, t('see API keys'));
      const detail = await session.management.workspace(workspace.workspace_id);
      return { kind: 'failed', failure: { kind: 'no-permission', because }, context, detail };
    }
    return { kind: 'loaded', state: await readWorkspace(session, context) };
  } catch (error) {
    const { sentence } = await describeError(error);
    const paused = error instanceof ApiError && error.kind === 'circuit-open';
    const failure = { kind: failureKind(error), because: sentence, paused };
    return { kind: 'failed', failure, ...(context ? { context } : {}) };
  }
}

async function readWorkspace(session: Session, context: SessionContext): Promise<ServerState> {
  const id = context.workspaceId;
  const [keys, accounts, detail] = await Promise.all([
    session.management.apiKeys(id),
    session.management.serviceAccounts(id),
    session.management.workspace(id),
  ]);
  // Some servers tell the role in the detail only.
  const role = context.role ?? detail.workspace.membership?.role;
  return { context: { ...context, role }, keys, accounts, detail };
}

function contextOf(connection: Connection, workspace: Workspace): SessionContext {
  return {
    connection,
    workspaceId: workspace.workspace_id,
    workspaceName: workspace.display_name,
    workspaceSlug: workspace.slug,
    role: workspace.membership_role,
  };
}

function failureKind(error: unknown): Failure['kind'] {
  if (!(error instanceof ApiError)) return 'other';
  if (error.status === 403) return 'no-permission';
  if (error.status === 401) return 'unknown-user';
  switch (error.kind) {
    case 'network':
      return isTlsCode(error.code) ? 'other' : 'offline';
    case 'timeout':
    case 'circuit-open':
    case 'not-json':
      return 'offline';
    default:
      return (error.status ?? 0) >= 500 ? 'offline' : 'other';
  }
}
