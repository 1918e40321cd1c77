import type { Memento } from 'vscode';
import type { Fact } from '../../lifecycle/drive/facts.ts';
import type { Room } from '../../lifecycle/room.ts';

const toldKey = 'missingCopiesTold';

/**
 * Tells the person, once for each loss, which local copies this editor's key store no longer has.
 * Reads every copy, so it runs after the first answer of a server and never to draw a row.
 */
export async function tellMissingCopies(
  room: Room,
  globalState: Memento,
  tell: (fact: Fact) => void,
): Promise<void> {
  const { findMissingCopies } = await import('../../lifecycle/copies/missingCopies.ts');
  const found = await findMissingCopies(room.copies, room.checkPersistence);
  if (found.kind === 'unknown') return;
  const names = found.missing.map(({ keyId, storedAt }) => `${keyId} ${storedAt}`);
  const told = new Set(globalState.get<readonly string[]>(toldKey, []));
  await globalState.update(toldKey, names);
  const news = found.missing.filter(({ keyId, storedAt }) => !told.has(`${keyId} ${storedAt}`));
  if (news.length > 0) tell({ kind: 'copies-missing', keyIds: news.map(({ keyId }) => keyId) });
}
