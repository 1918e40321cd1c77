import type { Memento } from 'vscode';

/** That one start of a folder, exactly as it was shown, may use the secret of a key in one variable. */
export interface Consent {
  readonly folder: string;
  readonly connectionId: string;
  readonly keyId: string;
  readonly variable: string;
  /** Of all that runs (`startDigest`). */
  readonly digest: string;
  /** For the person who withdraws it: what the key was called, and what was started. */
  readonly label: string;
  readonly what: string;
}

/** What is about to be started, with the key that it asks for. */
export interface Wanted {
  /** As `Uri.toString()` gives it. */
  readonly folder: string;
  readonly connectionId: string;
  readonly variable: string;
  readonly digest: string;
  /** The key, then the one whose place it took by a rotation, and so on. */
  readonly lineage: readonly string[];
}

const stateKey = 'startConsents';
/** Consents that bound nothing but folder and key; they count no more. */
const formerKey = 'injectConsents';

export interface Consents {
  list(): readonly Consent[];
  has(wanted: Wanted): boolean;
  /** Whether what is called the same was given this key in the same variable, and was something else. */
  hasForOther(wanted: Wanted, what: string): boolean;
  /** Until this window closes. */
  giveForSession(consent: Consent): void;
  give(consent: Consent): Promise<void>;
  withdraw(consents: readonly Consent[]): Promise<void>;
}

/** Kept by this editor for this VS Code workspace: nothing in the folder can grant it. */
export function createConsents(state: Memento): Consents {
  let session: readonly Consent[] = [];
  const kept = () => state.get<readonly Consent[]>(stateKey, []);
  const list = () => [...kept(), ...session];
  const isSame = (a: Consent, b: Consent) =>
    a.digest === b.digest &&
    a.folder === b.folder &&
    a.connectionId === b.connectionId &&
    a.keyId === b.keyId &&
    a.variable === b.variable;
  const isOf = (wanted: Wanted) => (known: Consent) =>
    known.folder === wanted.folder &&
    known.connectionId === wanted.connectionId &&
    known.variable === wanted.variable &&
    wanted.lineage.includes(known.keyId);
  return {
    list,
    has: (wanted) => list().some((known) => known.digest === wanted.digest && isOf(wanted)(known)),
    hasForOther: (wanted, what) =>
      list().some((known) => known.what === what && isOf(wanted)(known)),
    giveForSession(consent) {
      session = [...session.filter((known) => !isSame(known, consent)), consent];
    },
    async give(consent) {
      await state.update(stateKey, [...kept().filter((known) => !isSame(known, consent)), consent]);
      await state.update(formerKey, undefined);
    },
    async withdraw(consents) {
      const stays = (known: Consent) => !consents.some((each) => isSame(known, each));
      session = session.filter(stays);
      await state.update(stateKey, kept().filter(stays));
    },
  };
}
