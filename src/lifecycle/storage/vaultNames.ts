/**
 * The names of Keyrail's entries in the vault. They carry ids only, because names appear in the
 * editor's trace logs.
 */
export const vaultNames = {
  /** The secret of a key. */
  copy: (connectionId: string, keyId: string) => `copy:${connectionId}:${keyId}`,
  /** The key under which the journal seals secrets. */
  escrow: (id: string) => `escrow:${id}`,
  /** Proves, when a later session finds it, that this machine keeps secrets. */
  canary: (id: string) => `canary:${id}`,
  /** Stored, read back and deleted again before a key is issued. */
  probe: (id: string) => `probe:${id}`,
  /** The key of the digests of what is no secret. */
  dismissals: () => 'dismissals',
} as const;
