import type { Services } from '../services.ts';

/** Asks the control plane again, also one that was given up on a moment ago. */
export async function refresh(services: Services): Promise<void> {
  const connection = services.connections.current();
  if (connection) {
    const session = await services.sessions.open(connection);
    session.management.retryNow();
  }
  await services.refresh();
}
