import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { assertNever } from '../../domain/errors.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { RemoteConnection } from '../../editor/connection/connections.ts';
import { pick } from '../../editor/prompts.ts';
import type { Services } from '../../services.ts';
import { parseArguments } from '../argument.ts';
import { askEdge, askValues } from './askEdge.ts';
import { askAddress, askName, askProduction } from './connectRemote.ts';
import { chooseConnection } from './chooseConnection.ts';
import { tellTest, testRemote } from './testConnection.ts';
import { connectionKind } from '../../domain/text/connectionKind.ts';

const editArguments = z.strictObject({ connectionId: z.optional(z.string()) });

type Part = 'name' | 'production' | 'address' | 'edge';

/** Changes one thing about a connection and tries it. Header values are never shown again. */
export async function editConnection(services: Services, argument: unknown) {
  const { connectionId } = parseArguments(editArguments, argument);
  const connection = await chooseConnection(services, connectionId, t('Edit connection'));
  const title = t('Edit connection {0}', connection.name);
  const part = await pick<Part>(
    [
      { label: t('Name'), description: connection.name, value: 'name' },
      { label: t('Kind'), description: connectionKind(connection), value: 'production' },
      { label: t('Address'), description: connection.baseUrl, value: 'address' },
      {
        label: t('How its edge knows you'),
        description: connection.headerNames.join(', ') || t('no headers'),
        value: 'edge',
      },
    ],
    { title, placeHolder: t('What should change?') },
  );
  const { changed: wanted, headers } = await askChange(services, connection, part, title);
  const changed = await services.connections.change(wanted, headers);
  await services.keyRing.refresh();
  if (part === 'address' || part === 'edge') tellTest(changed, await testRemote(services, changed));
  return { connectionId: changed.id };
}

async function askChange(
  services: Services,
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
    case 'address': {
      const baseUrl = await askAddress(title, connection.baseUrl);
      const isElsewhere = new URL(baseUrl).origin !== new URL(connection.baseUrl).origin;
      return {
        changed: { ...connection, baseUrl },
        // What was entered for one origin goes to no other.
        headers: isElsewhere
          ? await askValues(
              t('{0}: once more for {1}', title, new URL(baseUrl).host),
              connection.headerNames,
              await bearersOf(services, connection),
            )
          : headers,
      };
    }
    case 'edge': {
      const edge = await askEdge(title);
      return { changed: { ...connection, headerNames: [...edge.keys()] }, headers: edge };
    }
    default:
      return assertNever(part);
  }
}

/** The headers that have a bearer token now. */
async function bearersOf({ connections }: Services, connection: RemoteConnection) {
  try {
    const values = await connections.headers(connection);
    return Object.keys(values).filter((name) => /^bearer /i.test(values[name]?.reveal() ?? ''));
  } catch {
    // The values are not here any more: each is asked for by its header's name.
    return [];
  }
}

function otherNames(services: Services, { id }: RemoteConnection): string[] {
  return services.connections.list().flatMap((other) => (other.id === id ? [] : [other.name]));
}
