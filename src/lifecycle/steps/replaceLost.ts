import type { Entry, IssuedKeyNote } from '../journal/entry.ts';
import { recognisable } from '../model/expiry.ts';
import type { StepResult } from './run.ts';

const mostInARow = 4;

/**
 * The secret of a key is lost, and nobody can be using that key: it is rotated, under a new entry,
 * and the operation goes on with the secret of its successor.
 */
export function replaceLost(entry: Entry, lost: IssuedKeyNote): StepResult {
  // A way that loses every answer would rotate without end: the last key is ended, so that it is nobody's.
  if (entry.lost.length >= mostInARow) {
    return { kind: 'close', step: 'named', because: 'secret-lost', issued: lost };
  }
  const body = { expires_at: recognisable(entry.agreedExpiresAt) };
  return { kind: 'replace', lost, request: { kind: 'rotate', keyId: lost.keyId, body } };
}
