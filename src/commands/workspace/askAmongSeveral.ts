import { CancelledError } from '../../domain/errors.ts';
import type { Asking, ListedKeys, ControlPlanes } from '../ports.ts';
import { switchWorkspace } from './switchWorkspace.ts';

/**
 * Asks which control-plane workspace this window is for where the connection that a person has just
 * chosen has several and none of them was chosen before. Without an answer the view goes on asking.
 */
export async function askAmongSeveral(ports: Asking & ListedKeys & ControlPlanes): Promise<void> {
  if (ports.keyList.snapshot.state !== 'chooseWorkspace') return;
  try {
    await switchWorkspace(ports, undefined);
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
  }
}
