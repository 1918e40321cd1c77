import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { assertNever } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { RemoteConnection } from '../../editor/connection/connections.ts';
import type { Asking, Telling, ListedKeys, Operations, ControlPlanes } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { askEdge, askValues } from './askEdge.ts';
import { confirmSecretsElsewhere } from './confirmSecretsElsewhere.ts';
import { askAddress, askName, askProduction } from './askParts.ts';
import { askAmongSeveral } from '../workspace/askAmongSeveral.ts';
import { chooseConnection } from './chooseConnection.ts';
import { keepsAnyway, tryAddress, tryConnection } from './tryConnection.ts';
import { connectionKind } from '../../domain/text/connectionKind.ts';

const editArguments = z.strictObject({ connectionId: z.optional(z.string()) });

type Part = 'name' | 'production' | 'address' | 'edge';

/** Changes one thing about a connection, once it is tested. Header values are never shown again. */
export async function editConnection(
  ports: Asking & Telling & ListedKeys & Operations & ControlPlanes,
  argument: unknown,
) {
  const { connectionId } = parseArguments(editArguments, argument);
  const connection = await chooseConnection(ports, connectionId, t('Edit Connection'));
  const title = t('Edit Connection {0}', connection.name);
  const part = await ports.prompter.pick<Part>(
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
  const { changed: wanted, headers } = await askChange(ports, connection, part, title);
  const changed = await ports.connections.change(wanted, headers);
  await ports.keyList.refresh();
  await askAmongSeveral(ports);
  if (part === 'address' || part === 'edge') ports.messages.say(t('{0} is changed.', changed.name));
  return { connectionId: changed.id };
}

async function askChange(
  ports: Asking & Telling & Operations & ControlPlanes,
  connection: RemoteConnection,
  part: Part,
  title: string,
) {
  const headers = new Map<string, Secret>();
  switch (part) {
    case 'name': {
      const name = await askName(title, connection.name, otherNames(ports, connection));
      return { changed: { ...connection, name }, headers };
    }
    case 'production':
      return { changed: { ...connection, production: await askProduction(title) }, headers };
    case 'address':
      return askElsewhere(ports, connection, title);
    case 'edge': {
      const edge = await askEdge(ports, title, connection);
      return { changed: { ...connection, headerNames: [...edge.keys()] }, headers: edge };
    }
    default:
      return assertNever(part);
  }
}

/** Another address: of the same origin, with the values that are kept; of another one, with new ones. */
async function askElsewhere(
  ports: Asking & Telling & Operations & ControlPlanes,
  connection: RemoteConnection,
  title: string,
) {
  const kept = await keptValues(ports, connection);
  const isElsewhere = (address: string) =>
    new URL(address).origin !== new URL(connection.baseUrl).origin;
  const baseUrl = await askAddress(title, {
    before: connection.baseUrl,
    test: (address, signal) =>
      isElsewhere(address)
        ? tryAddress(ports, address, signal)
        : tryConnection(ports, { ...connection, baseUrl: address }, kept, signal),
    insists: async (address, because) => isElsewhere(address) || keepsAnyway(connection, because),
  });
  const changed = { ...connection, baseUrl };
  if (!isElsewhere(baseUrl)) return { changed, headers: new Map<string, Secret>() };
  await confirmSecretsElsewhere(ports, connection, baseUrl);
  // What was entered for one origin goes to no other.
  const again = t('{0}: once more for {1}', title, new URL(baseUrl).host);
  const names = connection.headerNames;
  const bearers = names.filter((name) => /^bearer /i.test(kept.get(name)?.reveal() ?? ''));
  return { changed, headers: await askValues(ports, again, changed, { names, bearers }) };
}

/** The header values as they are kept; none where they are not here any more. */
async function keptValues({ connections }: ControlPlanes, connection: RemoteConnection) {
  try {
    return new Map(Object.entries(await connections.headers(connection)));
  } catch {
    // Each is asked for by its header's name, and what works without one is not known.
    return new Map<string, Secret>();
  }
}

function otherNames(ports: ControlPlanes, { id }: RemoteConnection): string[] {
  return ports.connections.list().flatMap((other) => (other.id === id ? [] : [other.name]));
}
