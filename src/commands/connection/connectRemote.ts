import { t } from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import { baseUrlProblem, normaliseBaseUrl } from '../../domain/text/baseUrl.ts';
import type { Secret } from '../../domain/secrets/secret.ts';
import type { RemoteConnection } from '../../editor/connection/connections.ts';
import { askTested } from '../../editor/askTested.ts';
import { ask, pick } from '../../editor/prompts.ts';
import type { Services } from '../../services.ts';
import type { Workspace } from '../../wire/workspaces.ts';
import { askEdge } from './askEdge.ts';
import { tryAddress } from './tryConnection.ts';

/**
 * Asks for address, kind, name and edge, and tests them; `taken` are the names in use.
 * @throws CancelledError
 */
export async function askRemoteConnection(
  services: Services,
  taken: readonly string[],
): Promise<{
  connection: RemoteConnection;
  headers: Map<string, Secret>;
  /** As its test listed them; none where it did not work and is wanted all the same. */
  workspaces: readonly Workspace[];
}> {
  const title = t('Connect to a Server');
  const baseUrl = await askAddress(title, {
    test: (address, signal) => tryAddress(services, address, signal),
    insists: async () => true,
  });
  const production = await askProduction(title);
  const name = await askName(title, freeName(new URL(baseUrl).host, taken), taken);
  let workspaces: readonly Workspace[] = [];
  const listed = (found: readonly Workspace[]) => {
    workspaces = found;
  };
  const headers = await askEdge(services, title, { name, baseUrl, listed });
  const headerNames = [...headers.keys()];
  return {
    connection: { kind: 'remote', id: randomUUID(), name, baseUrl, production, headerNames },
    headers,
    workspaces,
  };
}

/** How an address is tried out, and whether one that does not work is wanted all the same. */
interface AddressTest {
  /** The address that stands in the box at first. */
  readonly before?: string;
  /** `address` is normalised. */
  readonly test: (address: string, signal: AbortSignal) => Promise<string | undefined>;
  readonly insists: (address: string, because: string) => Promise<boolean>;
}

/** @returns the normalised address. @throws CancelledError */
export async function askAddress(
  title: string,
  { before, test, insists }: AddressTest,
): Promise<string> {
  const text = await askTested({
    options: {
      title,
      prompt: t('Address of the control plane, without /api/v1'),
      placeHolder: 'https://api.govrail.net',
      ...(before === undefined ? {} : { value: before }),
    },
    problem: baseUrlProblem,
    testing: t('Asking whether a server answers there. Escape stops it.'),
    test: (address, signal) => test(normaliseBaseUrl(address), signal),
    insists: (address, because) => insists(normaliseBaseUrl(address), because),
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
