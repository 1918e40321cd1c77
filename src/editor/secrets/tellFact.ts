import { commands } from 'vscode';
import type { Fact } from '../../lifecycle/drive/facts.ts';
import { corner } from '../corner.ts';
import { heritageOf } from '../keys/heritage.ts';
import type { KeyNotes } from '../keys/keyNotes.ts';
import type { KeyRing } from '../keys/keyRing.ts';
import { keyLabel } from '../keys/snapshot.ts';
import type { Log } from '../log.ts';
import { factText } from './factText.ts';

/**
 * Tells the person what an operation of the lifecycle came to, with the buttons that help. A key that
 * takes another one's place inherits its name first, so that the sentence names it.
 */
export async function tellFact(
  { keyNotes, keyRing, log }: { keyNotes: KeyNotes; keyRing: KeyRing; log: Log },
  fact: Fact,
): Promise<void> {
  const heritage = heritageOf(fact);
  if (heritage) await keyNotes.carry(...heritage);
  // The fact may be about a key that the rows do not have yet.
  await keyRing.refresh();
  const { level, sentence, remedies } = factText(fact, (keyId) => {
    const row = keyRing.snapshot.keys.find(({ key }) => key.api_key_id === keyId);
    return row ? keyLabel(row) : keyId;
  });
  log.info(sentence);
  if (level === 'log') return;
  const labels = remedies.map(({ label }) => label);
  const pressed = await (level === 'info'
    ? corner.info(sentence, ...labels)
    : corner.warn(sentence, ...labels));
  const remedy = remedies.find(({ label }) => label === pressed);
  if (remedy) await commands.executeCommand(remedy.command, ...(remedy.args ?? []));
}
