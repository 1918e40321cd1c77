import { t } from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import { baseUrlProblem, normaliseBaseUrl } from '../../domain/text/baseUrl.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { RemoteConnection } from '../../editor/connection/connections.ts';
import { ask, pick } from '../../editor/prompts.ts';
import { askEdge } from './askEdge.ts';

/** Asks for address, kind, name and edge; `taken` are the names in use. @throws CancelledError */
export async function askRemoteConnection(taken: readonly string[]): Promise<{
  connection: RemoteConnection;
  headers: Map<string, Secret>;
}> {
  const title = t('Connect to a control plane');
  const baseUrl = await askAddress(title);
  const production = await askProduction(title);
  const name = await askName(title, freeName(new URL(baseUrl).host, taken), taken);
  const headers = await askEdge(title);
  const headerNames = [...headers.keys()];
  return {
    connection: { kind: 'remote', id: randomUUID(), name, baseUrl, production, headerNames },
    headers,
  };
}

/** @returns the normalised address. @throws CancelledError */
export async function askAddress(title: string, before?: string): Promise<string> {
  const text = await ask({
    title,
    prompt: t('Address of the control plane, without /api/v1'),
    placeHolder: 'https://api.govrail.net',
    validateInput: baseUrlProblem,
    ...(before === undefined ? {} : { value: before }),
  });
  return normaliseBaseUrl(text);
}

/** @throws CancelledError */
export function askProduction(title: string): Promise<boolean> {
  return pick<boolean>(
    [
      {
        label: t('Non-production'),
        detail: t('Trying things out here harms nobody.'),
        value: false,
      },
      {
        label: t('Production'),
        detail: t('Keyrail asks by name before it changes anything.'),
        value: true,
      },
    ],
    { title, placeHolder: t('What depends on it?') },
  );
}

/** A name tells connections apart in every confirmation, so it is used once. @throws CancelledError */
export function askName(title: string, value: string, taken: readonly string[]): Promise<string> {
  return ask({
    title,
    prompt: t('Name of this connection'),
    value,
    validateInput(text) {
      const name = text.trim();
      if (name === '') return t('Give it a name.');
      if (name.length > 60) return t('Use at most 60 characters.');
      return taken.includes(name) ? t('There is already a connection named {0}.', name) : undefined;
    },
  });
}

function freeName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let number = 2; taken.includes(name); number++) name = `${wanted} (${number})`;
  return name;
}
