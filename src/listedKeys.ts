import type { DisposableStore } from './editor/disposables.ts';
import { createUndoableWrites } from './editor/env/undoableWrites.ts';
import { createKeyList, type KeyList } from './editor/keys/keyList.ts';
import { createRememberedKeys } from './editor/keys/rememberedKeys.ts';
import { rowFactsOf } from './editor/keys/rowFacts.ts';
import { createLocalFacts } from './editor/secrets/localFacts.ts';
import type { Services } from './services.ts';

type Parts = Pick<Services, 'connections' | 'sessions' | 'lifecycle' | 'keyNotes' | 'log'>;
type ListedKeys = Pick<Services, 'keyList' | 'localFacts' | 'undoableWrites' | 'rowFacts'>;

const onRead = () => import('./editor/onRead.ts');

/**
 * The key list, and what this machine knows of its keys beside the server's rows.
 * @param folder where the rows are kept for the next window
 */
export function createListedKeys(
  { connections, sessions, lifecycle, keyNotes, log }: Parts,
  folder: string,
  version: string,
  owned: DisposableStore,
): ListedKeys {
  const undoableWrites = createUndoableWrites((keyId) => {
    keyList.redraw(keyId);
  });
  const localFacts = createLocalFacts(lifecycle, (id) => connections.workspaceOf({ id }));
  const remembered = owned.add(
    createRememberedKeys(folder, version, onRead, (error) => {
      log.error('The list of keys could not be kept for the next window.', error);
    }),
  );
  const known = { keyNotes, localFacts, sessions, undoableWrites };
  const rowFacts = (connectionId: string) => rowFactsOf(known, connectionId);
  const readLocalFacts = async () => {
    try {
      await localFacts.reload();
      if (localFacts.pending.length === 0) return;
      const { carryPendingNotes } = await onRead();
      await carryPendingNotes(localFacts.pending, keyNotes);
    } catch (error) {
      log.error('What this machine knows of keys could not be read.', error);
      throw error;
    }
  };
  const keyList: KeyList = owned.add(
    createKeyList(
      connections,
      sessions,
      readLocalFacts,
      () => rowFacts(connections.current()?.id ?? ''),
      remembered,
    ),
  );
  owned.add(
    keyNotes.onDidChange((keyId) => {
      keyList.redraw(keyId);
    }),
  );
  return { keyList, localFacts, undoableWrites, rowFacts };
}
