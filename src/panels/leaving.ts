import type { KeyList } from '../editor/keys/keyList.ts';
import type { SessionContext, Snapshot } from '../editor/keys/snapshot.ts';
import type { Disposable } from '../editor/disposables.ts';

/** Tells when the window is at another control-plane workspace, or at another connection. */
export function whenLeft(
  keyList: Pick<KeyList, 'snapshot' | 'onDidChange'>,
  left: () => void,
): Disposable {
  let place = keyList.snapshot.context;
  return keyList.onDidChange(() => {
    const { snapshot } = keyList;
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
