import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import type { Connection, RemoteConnection } from '../../editor/connection/connections.ts';
import type { Choice } from '../../editor/prompts.ts';
import type { Asking, ControlPlanes } from '../ports.ts';
import { connectionKind } from '../../domain/text/connectionKind.ts';

/** A connection as a line to pick: name, kind, whether it is used here, address and edge. */
export function connectionChoice(ports: ControlPlanes, connection: Connection): Choice<Connection> {
  const isHere = connection.id === ports.connections.current()?.id;
  return {
    label: connection.production ? `$(warning) ${connection.name}` : connection.name,
    description: [connectionKind(connection), ...(isHere ? [t('used here')] : [])].join(' · '),
    detail:
      connection.kind === 'local'
        ? t('on this machine')
        : `${connection.baseUrl} · ${edgeOf(connection)}`,
    value: connection,
  };
}

/** How the edge knows the person, without any value. */
function edgeOf({ headerNames }: RemoteConnection): string {
  if (headerNames.length === 0) return t('no headers');
  const names = headerNames.join(', ');
  return headerNames.some((name) => name.toLowerCase() === 'x-authenticated-subject')
    ? t('{0} (no gateway: the server believes it)', names)
    : names;
}

/**
 * The connection by URL of that id; without one, the only one or the one that is picked.
 * @throws UserFacingError when there is none; CancelledError
 */
export async function chooseConnection(
  ports: Asking & ControlPlanes,
  connectionId: string | undefined,
  title: string,
): Promise<RemoteConnection> {
  const remotes = ports.connections.list().filter((each) => each.kind === 'remote');
  if (connectionId !== undefined) {
    const found = remotes.find(({ id }) => id === connectionId);
    if (!found)
      throw new UserFacingError(t('There is no connection by URL with the id {0}.', connectionId));
    return found;
  }
  const [first] = remotes;
  if (!first) {
    throw new UserFacingError(t('There is no connection by URL yet.'), [
      { label: t('Connect…'), command: 'keyrail.connect', args: [{ kind: 'remote' }] },
    ]);
  }
  if (remotes.length === 1) return first;
  return ports.prompter.pick(
    remotes.map((each) => ({ ...connectionChoice(ports, each), value: each })),
    { title, placeHolder: t('Which connection?') },
  );
}
