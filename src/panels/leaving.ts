import type { KeyRing } from '../editor/keys/keyRing.ts';
import type { SessionContext, Snapshot } from '../editor/keys/snapshot.ts';
import type { Disposable } from '../editor/disposables.ts';

/** Tells when the window is at another control-plane workspace, or at another connection. */
export function whenLeft(
  keyRing: Pick<KeyRing, 'snapshot' | 'onDidChange'>,
  left: () => void,
): Disposable {
  let place = keyRing.snapshot.context;
  return keyRing.onDidChange(() => {
    const { snapshot } = keyRing;
    if (place && isElsewhere(place, snapshot)) {
      place = undefined;
      left();
    }
    place = snapshot.context ?? place;
  });
}

/** Where a server does not answer, nobody has left it. */
function isElsewhere(place: SessionContext, { connection, context }: Snapshot): boolean {
  if (connection?.id !== place.connection.id) return true;
  return context !== undefined && context.workspaceId !== place.workspaceId;
}
