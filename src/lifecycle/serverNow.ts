import type { Reached } from './ports.ts';
import type { Room } from './room.ts';

/** Now, by the clock of the control plane that judges keys; by this machine's where it is not known. */
export async function serverNow(room: Room, connectionId: string): Promise<Date> {
  return serverNowOf(room, await room.ports.reach(connectionId));
}

/** The same, of a connection that is open. */
export function serverNowOf({ ports }: Room, reached: Reached | undefined): Date {
  return reached?.now?.() ?? ports.clock.now();
}
