import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import type { Asking, Telling, ListedKeys, ControlPlanes } from '../ports.ts';
import type { Workspace } from '../../wire/workspaces.ts';
import { parseArguments } from '../argument.ts';
import { notChosen } from '../notChosen.ts';
import { chooseWorkspace } from '../workspace/chooseWorkspace.ts';
import { askRemoteConnection } from './connectRemote.ts';

const connectArguments = z.strictObject({
  kind: z.optional(z.enum(['local', 'remote'])),
});

/** What it takes to add the local control plane, or to try a server and add it. */
export type Connects = Asking & Telling & ListedKeys & ControlPlanes;

/**
 * Adds a connection and uses it here. The local control plane needs no answer, except where a program
 * asks for it: it would take the person to another one.
 */
export async function connect(ports: Connects, argument: unknown) {
  const { kind = 'remote' } = parseArguments(connectArguments, argument);
  if (kind === 'remote') return connectRemote(ports);
  if (ports.prompter.isProgram) {
    await ports.prompter.confirmOnce({
      message: t('Connect this window to the local control plane?'),
      detail: notChosen(),
      buttons: [t('Connect')],
    });
  }
  return connectLocal(ports);
}

async function connectLocal(ports: Telling & ListedKeys & ControlPlanes) {
  await ports.withProgress(t('Opening the local control plane'), () => ports.local.open());
  await ports.connections.addLocal();
  await ports.keyList.refresh();
  const { connection } = ports.keyList.snapshot;
  if (connection) ports.messages.say(t('{0} is in use.', connection.name));
  return { connectionId: 'local' };
}

async function connectRemote(ports: Connects) {
  const taken = ports.connections.list().map(({ name }) => name);
  const wanted = await askRemoteConnection(ports, taken);
  if (wanted === 'local') return connectLocal(ports);
  const { connection, headers, workspaces } = wanted;
  const workspaceId = await askWorkspace(ports, workspaces);
  // Before it is in use: the first that the server lists would be kept otherwise.
  if (workspaceId !== undefined) await ports.connections.useWorkspace(connection, workspaceId);
  await ports.connections.add(connection, headers);
  await ports.keyList.refresh();
  // One that is kept although its test failed has listed none: where it answers later, the view asks. A
  // list that opens then would take an Enter meant for something else.
  return { connectionId: connection.id };
}

/** Only where there are several. @throws CancelledError */
async function askWorkspace(
  ports: Asking,
  workspaces: readonly Workspace[],
): Promise<string | undefined> {
  if (workspaces.length < 2) return undefined;
  const title = t('Connect to a Server');
  return (await chooseWorkspace(ports, workspaces, { title })).workspace_id;
}
