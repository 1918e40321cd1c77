import { commands } from 'vscode';
import { pick, type Choice } from '../editor/prompts.ts';
import type { Connection } from '../editor/connections.ts';
import type { Services } from '../services.ts';

/** Chooses the connection of this VS Code workspace, or adds one. */
export async function switchConnection(services: Services) {
  const current = services.connections.current()?.id;
  const choices: Choice<Connection | undefined>[] = services.connections
    .list()
    .map((connection) => ({
      label: connection.name,
      description: [
        connection.production ? 'production' : 'non-production',
        ...(connection.id === current ? ['used here'] : []),
      ].join(' · '),
      ...(connection.kind === 'remote' ? { detail: connection.baseUrl } : {}),
      value: connection,
    }));
  choices.push({ label: 'Connect to another control plane…', value: undefined });
  const chosen = await pick(choices, { title: 'Switch connection' });
  if (!chosen) return commands.executeCommand('keyrail.connect');
  await services.connections.use(chosen);
  await services.keyRing.refresh();
  return { connectionId: chosen.id };
}
