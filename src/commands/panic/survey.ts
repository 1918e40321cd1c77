import { t } from '@vscode/l10n';
import { managementOf, roleSentence } from '../../domain/roles.ts';
import type { Connection } from '../../editor/connection/connections.ts';
import { createSessions } from '../../editor/connection/session.ts';
import { loadServerState } from '../../editor/connection/serverState.ts';
import { after } from '../../editor/disposables.ts';
import { buildRows, type RowFacts } from '../../editor/keys/keyRows.ts';
import type { KeyRow, SessionContext } from '../../editor/keys/snapshot.ts';
import { describeError } from '../../editor/report.ts';
import type { Marker } from '../../lifecycle/copies/copies.ts';
import type { ListedKeys, Operations, ControlPlanes } from '../ports.ts';
import type { Workspace } from '../../wire/workspaces.ts';

/** Keys of one control-plane workspace that are neither revoked nor expired. */
export interface Listed {
  readonly context: SessionContext;
  readonly rows: readonly KeyRow[];
}

/** Where keys could not be listed, so that none of them is ended. */
export interface NotListed {
  readonly connection: Connection;
  /** The control-plane workspace, where it is one of several. */
  readonly workspaceName: string | undefined;
  readonly because: string;
  /** Secrets of this machine from there. */
  readonly copies: number;
}

/** Every connection of this editor: what can be ended there, or why nothing can. */
export interface Survey {
  readonly listed: readonly Listed[];
  readonly notListed: readonly NotListed[];
}

/** What looks at every connection. */
export interface Surveys {
  survey(): Promise<Survey>;
}

/** What lists the keys of a control-plane workspace with all that this machine knows of them. */
interface ListsKeys extends ControlPlanes {
  rowFacts(connectionId: string): RowFacts;
}

/** In a panic nobody waits for a server that is away. */
const patienceMs = 5000;

/** Lists the keys of every connection and control-plane workspace, those in use here first. */
export async function survey(
  ports: Pick<ListedKeys, 'keyList'> & Pick<Operations, 'lifecycle'> & ListsKeys,
): Promise<Survey> {
  await ports.keyList.refresh();
  const held = await (await ports.lifecycle()).copies.held();
  const here = ports.connections.current();
  const all = ports.connections.list();
  // With clients of its own: a pause that a server was given spares views a wait, and keeps no key alive.
  const sessions = createSessions(ports.connections, ports.local);
  const ordered = [
    ...all.filter(({ id }) => id === here?.id),
    ...all.filter(({ id }) => id !== here?.id),
  ];
  const found = await Promise.all(
    ordered.map((connection) => {
      const known = connection.id === here?.id ? listedHere(ports) : [];
      const late = (): Survey => ({
        listed: known,
        notListed:
          known.length > 0
            ? []
            : [without(connection, t('It did not answer within {0} s.', patienceMs / 1000), held)],
      });
      return soon(surveyOne({ ...ports, sessions }, connection, known, held), late);
    }),
  );
  return {
    listed: found.flatMap(({ listed }) => listed),
    notListed: found.flatMap(({ notListed }) => notListed),
  };
}

function listedHere({ keyList }: Pick<ListedKeys, 'keyList'>): Listed[] {
  const { context, keys } = keyList.snapshot;
  return context && keys.length > 0 ? [{ context, rows: alive(keys) }] : [];
}

async function surveyOne(
  ports: ListsKeys,
  connection: Connection,
  known: readonly Listed[],
  held: readonly Marker[],
): Promise<Survey> {
  const listed = [...known];
  const notListed: NotListed[] = [];
  try {
    const { management } = await ports.sessions.open(connection);
    const { workspaces } = await management.me();
    const isKnown = ({ workspace_id: id }: Workspace) =>
      known.some(({ context }) => context.workspaceId === id);
    const others = workspaces.filter((workspace) => !isKnown(workspace));
    for (const one of await Promise.all(
      others.map((workspace) => surveyWorkspace(ports, connection, workspace)),
    )) {
      if ('rows' in one) listed.push(one);
      else {
        const from = held.filter(({ workspaceId }) => workspaceId === one.workspaceId);
        const { workspaceName } = one;
        notListed.push({ ...without(connection, one.because, from), workspaceName });
      }
    }
  } catch (error) {
    const { sentence } = await describeError(error);
    if (known.length === 0) notListed.push(without(connection, sentence, held));
  }
  return { listed, notListed };
}

async function surveyWorkspace(
  ports: ListsKeys,
  connection: Connection,
  { workspace_id: workspaceId, display_name: workspaceName, membership_role: role }: Workspace,
): Promise<Listed | { workspaceId: string; workspaceName: string; because: string }> {
  const refused = (because: string) => ({ workspaceId, workspaceName, because });
  if (role !== undefined && managementOf(role) === 'refused') {
    return refused(roleSentence(role, t('revoke keys')));
  }
  const loaded = await loadServerState(
    connection,
    { chosen: workspaceId, last: undefined },
    ports.sessions,
  );
  if (loaded.kind === 'failed') return refused(loaded.failure.because);
  const { state } = loaded;
  const { keys } = buildRows(state, ports.rowFacts(connection.id));
  return { context: state.context, rows: alive(keys) };
}

function without(connection: Connection, because: string, held: readonly Marker[]): NotListed {
  const copies = held.filter(({ connectionId }) => connectionId === connection.id).length;
  return { connection, workspaceName: undefined, because, copies };
}

function alive(rows: readonly KeyRow[]): readonly KeyRow[] {
  return rows.filter(({ status }) => status.kind !== 'revoked' && status.kind !== 'expired');
}

/** Resolves with what there is when patience ends. */
function soon<T>(work: Promise<T>, late: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = after(patienceMs, () => {
      resolve(late());
    });
    work.then(resolve, reject).finally(() => {
      timer.dispose();
    });
  });
}
