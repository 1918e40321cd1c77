import type { Memento, Uri } from 'vscode';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import type { KeyRow } from '../keys/snapshot.ts';

/** That launches and tasks of a folder may use the secret of a key. */
export interface Consent {
  readonly folder: string;
  readonly connectionId: string;
  readonly keyId: string;
  /** For the person who withdraws it. */
  readonly label: string;
}

const stateKey = 'injectConsents';

/** Kept by this editor for this VS Code workspace: nothing in the folder can grant it. */
export function createConsents(state: Memento) {
  const list = () => state.get<readonly Consent[]>(stateKey, []);
  const isSame = (a: Consent, b: Consent) =>
    a.folder === b.folder && a.connectionId === b.connectionId && a.keyId === b.keyId;
  return {
    list,
    /** A key that was rotated hands its consent to its successor, which has its name. */
    has(folder: Uri, connectionId: string, row: KeyRow, rows: readonly KeyRow[]): boolean {
      const ended = rows.filter(
        ({ name, status, retiring }) =>
          name !== undefined && name === row.name && (!isUsable(status) || retiring !== undefined),
      );
      const admitted = [row, ...ended].map(({ key }) => key.api_key_id);
      return list().some(
        (known) =>
          known.folder === folder.toString() &&
          known.connectionId === connectionId &&
          admitted.includes(known.keyId),
      );
    },
    async give(consent: Consent): Promise<void> {
      await state.update(stateKey, [...list().filter((known) => !isSame(known, consent)), consent]);
    },
    async withdraw(consents: readonly Consent[]): Promise<void> {
      const left = list().filter((known) => !consents.some((each) => isSame(known, each)));
      await state.update(stateKey, left);
    },
  };
}
