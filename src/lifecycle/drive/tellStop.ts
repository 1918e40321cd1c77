import type { Stop } from './drive.ts';
import type { Entry } from '../journal/entry.ts';
import type { WaitsFor } from '../model/events.ts';
import type { LifecycleContext } from '../context.ts';

/** Where an operation came to, when nobody waits for its outcome. */
export function tellStop({ ports }: LifecycleContext, stop: Stop): void {
  const { operation, id } = stop.entry;
  if (stop.kind === 'waiting') tellWaiting({ ports }, stop.entry, stop.for);
  // A closed operation has told of itself.
  if (stop.kind !== 'settled' || operation === 'close') return;
  switch (stop.ending.kind) {
    case 'done':
      // And so has a retired key, and a secret that is gone.
      if (operation === 'overlap' || stop.ending.secretGone) break;
      if (operation === 'lend' && stop.entry.issued) {
        ports.notify({ kind: 'loan-ended', keyId: stop.entry.issued.keyId });
        break;
      }
      if (operation === 'panic') {
        const keyIds = (stop.entry.keys ?? []).map(({ keyId }) => keyId);
        ports.notify({ kind: 'panic-finished', keyIds });
        break;
      }
      ports.notify({
        kind: 'finished',
        operation,
        operationId: id,
        keyId: keyOf(stop.entry),
        replaces: stop.entry.old?.keyId,
      });
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
      if (stop.entry.step === 'retiring' && stop.entry.old) {
        const { keyId } = stop.entry.old;
        ports.notify({ kind: 'old-key-stays', keyId, endedId: stop.ending.keyId });
      }
      break;
  }
}

/** The entry stays in the journal, and this is why. */
export function tellWaiting(
  { ports }: Pick<LifecycleContext, 'ports'>,
  entry: Entry,
  waitsFor: WaitsFor,
): void {
  const { operation, id } = entry;
  const keyId = keyOf(entry);
  ports.notify({ kind: 'waiting', operation, operationId: id, keyId, for: waitsFor });
}

function keyOf({ issued, old }: Entry): string | undefined {
  return issued?.keyId ?? old?.keyId;
}
