import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { assertNever } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { RemoteConnection } from '../../editor/connection/connections.ts';
import { pick } from '../../editor/prompts.ts';
import type { HasConnections, HasKeyList, HasLog, HasSessions, OpensLifecycle } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { askEdge, askValues } from './askEdge.ts';
import { confirmSecretsElsewhere } from './confirmSecretsElsewhere.ts';
import { askAddress, askName, askProduction } from './askParts.ts';
import { askAmongSeveral } from '../workspace/askAmongSeveral.ts';
import { chooseConnection } from './chooseConnection.ts';
import { keepsAnyway, tryAddress, tryConnection } from './tryConnection.ts';
import { say } from '../../editor/notify.ts';
import { connectionKind } from '../../domain/text/connectionKind.ts';

const editArguments = z.strictObject({ connectionId: z.optional(z.string()) });

type Part = 'name' | 'production' | 'address' | 'edge';

/** Changes one thing about a connection, once it is tested. Header values are never shown again. */
export async function editConnection(
  services: HasKeyList & HasConnections & HasSessions & HasLog & OpensLifecycle,
  argument: unknown,
) {
  const { connectionId } = parseArguments(editArguments, argument);
  const connection = await chooseConnection(services, connectionId, t('Edit Connection'));
  const title = t('Edit Connection {0}', connection.name);
  const part = await pick<Part>(
    [
      { label: t('Name'), description: connection.name, value: 'name' },
      { label: t('Kind'), description: connectionKind(connection), value: 'production' },
      { label: t('Address'), description: connection.baseUrl, value: 'address' },
      {
        label: t('Token or Headers'),
        description: connection.headerNames.join(', ') || t('no headers'),
        value: 'edge',
      },
    ],
    { title, placeHolder: t('What should change?') },
  );
  const { changed: wanted, headers } = await askChange(services, connection, part, title);
  const changed = await services.connections.change(wanted, headers);
  await services.keyList.refresh();
  await askAmongSeveral(services);
  if (part === 'address' || part === 'edge') say(t('{0} is changed.', changed.name));
  return { connectionId: changed.id };
}

async function askChange(
  services: HasConnections & HasSessions & HasLog & OpensLifecycle,
  connection: RemoteConnection,
  part: Part,
  title: string,
) {
  const headers = new Map<string, Secret>();
  switch (part) {
    case 'name': {
      const name = await askName(title, connection.name, otherNames(services, connection));
      return { changed: { ...connection, name }, headers };
    }
    case 'production':
      return { changed: { ...connection, production: await askProduction(title) }, headers };
    case 'address':
      return askElsewhere(services, connection, title);
    case 'edge': {
      const edge = await askEdge(services, title, connection);
      return { changed: { ...connection, headerNames: [...edge.keys()] }, headers: edge };
    }
    default:
      return assertNever(part);
  }
}

/** Another address: of the same origin, with the values that are kept; of another one, with new ones. */
async function askElsewhere(
  services: HasConnections & HasSessions & HasLog & OpensLifecycle,
  connection: RemoteConnection,
  title: string,
) {
  const kept = await keptValues(services, connection);
  const isElsewhere = (address: string) =>
    new URL(address).origin !== new URL(connection.baseUrl).origin;
  const baseUrl = await askAddress(title, {
    before: connection.baseUrl,
    test: (address, signal) =>
      isElsewhere(address)
        ? tryAddress(services, address, signal)
        : tryConnection(services, { ...connection, baseUrl: address }, kept, signal),
    insists: async (address, because) => isElsewhere(address) || keepsAnyway(connection, because),
  });
  const changed = { ...connection, baseUrl };
  if (!isElsewhere(baseUrl)) return { changed, headers: new Map<string, Secret>() };
  await confirmSecretsElsewhere(services, connection, baseUrl);
  // What was entered for one origin goes to no other.
  const again = t('{0}: once more for {1}', title, new URL(baseUrl).host);
  const names = connection.headerNames;
  const bearers = names.filter((name) => /^bearer /i.test(kept.get(name)?.reveal() ?? ''));
  return { changed, headers: await askValues(services, again, changed, { names, bearers }) };
}

/** The header values as they are kept; none where they are not here any more. */
async function keptValues({ connections }: HasConnections, connection: RemoteConnection) {
  try {
    return new Map(Object.entries(await connections.headers(connection)));
  } catch {
    // Each is asked for by its header's name, and what works without one is not known.
    return new Map<string, Secret>();
  }
}

function otherNames(services: HasConnections, { id }: RemoteConnection): string[] {
  return services.connections.list().flatMap((other) => (other.id === id ? [] : [other.name]));
}
