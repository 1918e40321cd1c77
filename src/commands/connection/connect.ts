import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import type { LocalControlPlaneHost } from '../../editor/connection/localControlPlane.ts';
import { isAnswered } from '../../editor/ownArguments.ts';
import { confirm, withProgress } from '../../editor/prompts.ts';
import type { HasConnections, HasKeyList, HasLog, HasSessions } from '../ports.ts';
import type { Workspace } from '../../wire/workspaces.ts';
import { parseArguments } from '../argument.ts';
import { calledByProgram } from '../caller.ts';
import { say } from '../../editor/notify.ts';
import { notChosen } from '../notChosen.ts';
import { chooseWorkspace } from '../workspace/chooseWorkspace.ts';
import { askRemoteConnection } from './connectRemote.ts';

const connectArguments = z.strictObject({
  kind: z.optional(z.enum(['local', 'remote'])),
});

interface UsesLocal extends HasKeyList, HasConnections {
  readonly local: LocalControlPlaneHost;
}

/** What it takes to add the local control plane, or to try a server and add it. */
export type Connects = UsesLocal & HasSessions & HasLog;

/**
 * Adds a connection and uses it here. The local control plane needs no answer, except where a program
 * asks for it: it would take the person to another one.
 */
export async function connect(services: Connects, argument: unknown) {
  const { kind = 'remote' } = parseArguments(connectArguments, argument);
  if (kind === 'remote') return connectRemote(services);
  if (calledByProgram(argument) && !isAnswered(argument)) {
    await confirm({
      message: t('Connect this window to the local control plane?'),
      detail: notChosen(),
      buttons: [t('Connect')],
    });
  }
  return connectLocal(services);
}

async function connectLocal(services: UsesLocal) {
  await withProgress(t('Opening the local control plane'), () => services.local.open());
  await services.connections.addLocal();
  await services.keyList.refresh();
  const { connection } = services.keyList.snapshot;
  if (connection) say(t('{0} is in use.', connection.name));
  return { connectionId: 'local' };
}

async function connectRemote(services: Connects) {
  const taken = services.connections.list().map(({ name }) => name);
  const wanted = await askRemoteConnection(services, taken);
  if (wanted === 'local') return connectLocal(services);
  const { connection, headers, workspaces } = wanted;
  const workspaceId = await askWorkspace(workspaces);
  // Before it is in use: the first that the server lists would be kept otherwise.
  if (workspaceId !== undefined) await services.connections.useWorkspace(connection, workspaceId);
  await services.connections.add(connection, headers);
  await services.keyList.refresh();
  // One that is kept although its test failed has listed none: where it answers later, the view asks. A
  // list that opens then would take an Enter meant for something else.
  return { connectionId: connection.id };
}

/** Only where there are several. @throws CancelledError */
async function askWorkspace(workspaces: readonly Workspace[]): Promise<string | undefined> {
  if (workspaces.length < 2) return undefined;
  const title = t('Connect to a Server');
  return (await chooseWorkspace(workspaces, { title })).workspace_id;
}
