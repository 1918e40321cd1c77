import { CancelledError } from '../../domain/errors.ts';
import type { HasConnections, HasKeyList, HasSessions } from '../ports.ts';
import { switchWorkspace } from './switchWorkspace.ts';

/**
 * Asks which control-plane workspace this window is for where the connection that a person has just
 * chosen has several and none of them was chosen before. Without an answer the view goes on asking.
 */
export async function askAmongSeveral(
  services: HasKeyList & HasConnections & HasSessions,
): Promise<void> {
  if (services.keyList.snapshot.state !== 'chooseWorkspace') return;
  try {
    await switchWorkspace(services, undefined);
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
  }
}
