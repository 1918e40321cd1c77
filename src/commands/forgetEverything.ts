import { confirm } from '../editor/prompts.ts';
import type { Services } from '../services.ts';
import { say } from './outcome.ts';

/** Removes every secret and every connection of Keyrail from this editor. */
export async function forgetEverything(services: Services) {
  const room = await services.room();
  const held = await room.copies.held();
  const { entries } = await room.journal.find();
  const unfinished =
    entries.length === 0
      ? ''
      : ` ${entries.length} interrupted ${entries.length === 1 ? 'operation' : 'operations'} cannot be finished afterwards.`;
  await confirm({
    message: 'Forget everything on this machine?',
    detail: `${held.length} local ${held.length === 1 ? 'copy' : 'copies'} of secrets and ${services.connections.list().length} connections are removed from this editor. Keys on the servers go on working, and .env files are not touched.${unfinished} This cannot be undone.`,
    buttons: ['Forget everything'],
  });
  for (const { connectionId, keyId } of held) await room.copies.letGo(connectionId, keyId);
  for (const { id } of services.connections.list()) await services.connections.remove(id);
  // Whatever an earlier version or a torn operation left behind.
  for (const name of await services.vault.names()) await services.vault.delete(name);
  await services.refresh();
  say('Forgot every secret and connection on this machine.');
  return { localCopies: held.length };
}
