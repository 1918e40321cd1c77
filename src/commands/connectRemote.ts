import { randomUUID } from 'node:crypto';
import { baseUrlProblem, normaliseBaseUrl } from '../domain/baseUrl.ts';
import { Secret } from '../domain/secret.ts';
import type { RemoteConnection } from '../editor/connections.ts';
import { ask, pick } from '../editor/prompts.ts';

type Edge = 'none' | 'access' | 'bearer' | 'subject' | 'free';

/** Header names an edge wants, in the order they are asked for. */
const edgeHeaders: Record<Exclude<Edge, 'none' | 'free'>, readonly string[]> = {
  access: ['CF-Access-Client-Id', 'CF-Access-Client-Secret'],
  bearer: ['Authorization'],
  subject: ['X-Authenticated-Subject'],
};

/** Asks for address, name, production and edge. @throws CancelledError */
export async function askRemoteConnection(): Promise<{
  connection: RemoteConnection;
  headers: Map<string, Secret>;
}> {
  const title = 'Connect to a control plane';
  const baseUrl = normaliseBaseUrl(
    await ask({
      title,
      prompt: 'Address of the control plane, without /api/v1',
      placeHolder: 'https://api.govrail.net',
      validateInput: baseUrlProblem,
    }),
  );
  const production = await pick<boolean>(
    [
      { label: 'Non-production', detail: 'Trying things out here harms nobody.', value: false },
      {
        label: 'Production',
        detail: 'Keyrail asks by name before it changes anything.',
        value: true,
      },
    ],
    { title, placeHolder: 'What depends on it?' },
  );
  const name = await ask({
    title,
    prompt: 'Name of this connection',
    value: new URL(baseUrl).host,
  });
  const edge = await askEdge(title);
  const headerNames =
    edge === 'none' ? [] : edge === 'free' ? await askNames(title) : edgeHeaders[edge];
  const headers = new Map<string, Secret>();
  for (const header of headerNames) headers.set(header, await askValue(title, header, edge));
  return {
    connection: {
      kind: 'remote',
      id: randomUUID(),
      name: name || new URL(baseUrl).host,
      baseUrl,
      production,
      headerNames: [...headerNames],
    },
    headers,
  };
}

function askEdge(title: string): Promise<Edge> {
  return pick<Edge>(
    [
      {
        label: 'Access service token',
        description: 'CF-Access-Client-Id and -Secret',
        value: 'access',
      },
      { label: 'Bearer token', description: 'Authorization: Bearer …', value: 'bearer' },
      {
        label: 'Subject header',
        description: 'X-Authenticated-Subject',
        detail: 'Only for a server without an edge: it believes whatever is sent.',
        value: 'subject',
      },
      { label: 'Other headers', description: 'names of your choice', value: 'free' },
      { label: 'No headers', description: 'the network already knows you', value: 'none' },
    ],
    { title, placeHolder: 'How does its edge know you?' },
  );
}

async function askNames(title: string): Promise<string[]> {
  const text = await ask({
    title,
    prompt: 'Header names, separated by commas',
    validateInput: (value) =>
      value.split(',').every((name) => /^[A-Za-z0-9-]+$/.test(name.trim()))
        ? undefined
        : 'A header name has letters, digits and hyphens.',
  });
  return text.split(',').map((name) => name.trim());
}

async function askValue(title: string, header: string, edge: Edge): Promise<Secret> {
  const value = await ask({
    title,
    prompt: edge === 'bearer' ? 'The bearer token' : `Value of ${header}`,
    password: edge !== 'subject',
    validateInput: (text) =>
      text.trim() === ''
        ? 'It cannot be empty.'
        : /[\r\n]/.test(text)
          ? 'One line only.'
          : undefined,
  });
  return new Secret(edge === 'bearer' && !/^bearer /i.test(value) ? `Bearer ${value}` : value);
}
