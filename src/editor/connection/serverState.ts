import { t } from '@vscode/l10n';
import { ApiError } from '../../client/apiError.ts';
import { managementOf, roleSentence } from '../../domain/roles.ts';
import type { ApiKey } from '../../wire/apiKeys.ts';
import type { ServiceAccount } from '../../wire/serviceAccounts.ts';
import type { Workspace, WorkspaceDetail } from '../../wire/workspaces.ts';
import type { ChosenWorkspace, Connection } from './connections.ts';
import { failureKind, type Failure } from './failure.ts';
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

export type Loaded =
  | { readonly kind: 'loaded'; readonly state: ServerState }
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      /** Known where the control plane let this person in, but not to the keys. */
      readonly context?: SessionContext;
      /** What a member may read there without seeing keys (docs/contract.md, Roles). */
      readonly detail?: WorkspaceDetail;
    };

/**
 * Reads keys, service accounts and detail of the chosen control-plane workspace, or of the only one
 * where none was chosen yet. Asks for no keys where the role is known not to see them. Never
 * rejects.
 */
export async function loadServerState(
  connection: Connection,
  { chosen, last }: ChosenWorkspace,
  sessions: Sessions,
): Promise<Loaded> {
  let context: SessionContext | undefined;
  try {
    const session = await sessions.open(connection);
    const me = await session.management.me();
    const workspace = workspaceIn(me.workspaces, connection, { chosen, last });
    if (!workspace) return { kind: 'failed', failure: without(me.workspaces, chosen) };
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

/** Never another one than was chosen: what is done next would be done to somebody else's keys. */
function workspaceIn(
  all: readonly Workspace[],
  connection: Connection,
  { chosen, last }: ChosenWorkspace,
): Workspace | undefined {
  const found = all.find((row) => row.workspace_id === (chosen ?? last));
  // All of the local control plane is this person's; its data may have been made anew.
  if (found || connection.kind === 'local') return found ?? all[0];
  return chosen === undefined && all.length === 1 ? all[0] : undefined;
}

function without(all: readonly Workspace[], chosen: string | undefined): Failure {
  if (all.length === 0) {
    return {
      kind: 'no-workspace',
      because: t('You are not a member of any control-plane workspace.'),
    };
  }
  return chosen === undefined
    ? {
        kind: 'several-workspaces',
        because: t(
          'You are in {0} control-plane workspaces there. Choose the one that this window is for.',
          all.length,
        ),
      }
    : {
        kind: 'left-workspace',
        because: t('You are no member of the control-plane workspace that was used here.'),
      };
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
