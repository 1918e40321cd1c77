import { withShownEnd, withShownUntil } from '../../domain/keys/shownMoments.ts';
import type { Sessions } from '../connection/session.ts';
import type { UndoableWrites } from '../env/undoableWrites.ts';
import type { LocalFacts } from '../secrets/localFacts.ts';
import { readSetting } from '../settings.ts';
import type { KeyNotes } from './keyNotes.ts';
import type { RowFacts } from './keyRows.ts';

/** Where what this editor knows of keys is kept. */
interface Sources {
  readonly keyNotes: KeyNotes;
  readonly localFacts: LocalFacts;
  readonly sessions: Pick<Sessions, 'clockOf'>;
  readonly undoableWrites: UndoableWrites;
}

/**
 * What this editor knows of the keys of a connection, beside the server's rows.
 * @param connectionId empty before there is a connection
 */
export function rowFactsOf(
  { keyNotes, localFacts, sessions, undoableWrites }: Sources,
  connectionId: string,
): RowFacts {
  const notes = keyNotes.all();
  const clock = connectionId === '' ? undefined : sessions.clockOf(connectionId);
  const aheadMs = clock?.aheadMs() ?? 0;
  return {
    now: clock?.now() ?? new Date(),
    expiryWarningDays: readSetting('expiryWarningDays'),
    rotationWindowDays: readSetting('rotationWindowDays'),
    note: (keyId) => notes.get(keyId) ?? {},
    hasCopy: (keyId) => localFacts.hasCopy(connectionId, keyId),
    isCopyLost: (keyId) => localFacts.isCopyLost(connectionId, keyId),
    placements: (keyId) => localFacts.placements(connectionId, keyId),
    retiring: (keyId) => withShownEnd(localFacts.retiring(connectionId, keyId), aheadMs),
    scopeUse: (keyId) => localFacts.scopeUse(connectionId, keyId),
    lent: (keyId) => withShownUntil(localFacts.lent(connectionId, keyId), aheadMs),
    waits: (keyId) => localFacts.waits(connectionId, keyId),
    undoable: (keyId) => undoableWrites.list().some((write) => write.keyId === keyId),
  };
}
