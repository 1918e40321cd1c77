import { keyLabel } from '../../domain/keys/keyLabel.ts';
import type { Fact } from '../../lifecycle/drive/facts.ts';
import type { Connections } from '../connection/connections.ts';
import { corner } from '../corner.ts';
import { offer } from '../press.ts';
import { heritageOf } from '../keys/heritage.ts';
import type { KeyNotes } from '../keys/keyNotes.ts';
import type { KeyRing } from '../keys/keyRing.ts';
import { rowOfKey } from '../keys/snapshot.ts';
import type { Log } from '../log.ts';
import { factText } from './factText.ts';

interface FactParts {
  readonly connections: Pick<Connections, 'current' | 'list'>;
  readonly keyNotes: KeyNotes;
  readonly keyRing: KeyRing;
  readonly log: Log;
}

/**
 * Tells the person what an operation of the lifecycle came to, with the buttons that help. A key that
 * takes another one's place inherits its name first, so that the sentence names it.
 */
export async function tellFact(
  { connections, keyNotes, keyRing, log }: FactParts,
  fact: Fact,
): Promise<void> {
  const heritage = heritageOf(fact);
  if (heritage) await keyNotes.carry(...heritage);
  // The fact may be about a key that the rows do not have yet.
  await keyRing.refresh();
  const name = (keyId: string) => {
    const row = rowOfKey(keyRing.snapshot, keyId);
    return row ? keyLabel(row) : keyId;
  };
  const { level, sentence, remedies } = factText(fact, name, (connectionId) =>
    connections.current()?.id === connectionId
      ? undefined
      : connections.list().find(({ id }) => id === connectionId)?.name,
  );
  log.info(sentence);
  if (level === 'log') return;
  await offer(level === 'info' ? corner.info : corner.warn, sentence, remedies);
}
