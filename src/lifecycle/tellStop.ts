import type { Stop } from './drive.ts';
import type { Room } from './room.ts';

/** Where an operation came to, when nobody waits for its outcome. */
export function tellStop({ ports }: Room, stop: Stop): void {
  const { operation, id, issued, old } = stop.entry;
  const keyId = issued?.keyId ?? old?.keyId;
  if (stop.kind === 'waiting') {
    ports.notify({ kind: 'waiting', operation, operationId: id, keyId, for: stop.for });
  }
  // A closed operation has told of itself.
  if (stop.kind !== 'settled' || operation === 'close') return;
  switch (stop.ending.kind) {
    case 'done':
      // And so has a retired key.
      if (operation === 'overlap') break;
      ports.notify({ kind: 'finished', operation, operationId: id, keyId, replaces: old?.keyId });
      break;
    case 'refused':
      ports.notify({
        kind: 'not-made',
        operation,
        operationId: id,
        code: stop.ending.error.code,
      });
      break;
    case 'not-sent':
      ports.notify({ kind: 'not-made', operation, operationId: id, code: 'not-sent' });
      break;
    case 'superseded':
      break;
  }
}
