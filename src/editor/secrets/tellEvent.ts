import { keyLabel } from '../../domain/keys/keyLabel.ts';
import type { LifecycleEvent } from '../../lifecycle/model/events.ts';
import type { Connections } from '../connection/connections.ts';
import { notify } from '../notify.ts';
import { offer } from '../press.ts';
import { successionOf } from '../keys/succession.ts';
import type { KeyNotes } from '../keys/keyNotes.ts';
import type { KeyList } from '../keys/keyList.ts';
import { rowOfKey } from '../keys/snapshot.ts';
import type { Log } from '../log.ts';
import { eventText } from './eventText.ts';

interface FactParts {
  readonly connections: Pick<Connections, 'current' | 'list'>;
  readonly keyNotes: KeyNotes;
  readonly keyList: KeyList;
  readonly log: Log;
}

/**
 * Tells the person what an operation of the lifecycle came to, with the buttons that help. A key that
 * takes another one's place inherits its name first, so that the sentence names it.
 */
export async function tellEvent(
  { connections, keyNotes, keyList, log }: FactParts,
  fact: LifecycleEvent,
): Promise<void> {
  const succession = successionOf(fact);
  if (succession) await keyNotes.carry(...succession);
  // The fact may be about a key that the rows do not have yet.
  await keyList.refresh();
  const name = (keyId: string) => {
    const row = rowOfKey(keyList.snapshot, keyId);
    return row ? keyLabel(row) : keyId;
  };
  const { level, sentence, remedies } = eventText(fact, name, (connectionId) =>
    connections.current()?.id === connectionId
      ? undefined
      : connections.list().find(({ id }) => id === connectionId)?.name,
  );
  log.info(sentence);
  if (level === 'log') return;
  await offer(level === 'info' ? notify.info : notify.warn, sentence, remedies);
}
