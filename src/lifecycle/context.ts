import { createPersistenceCheck, type CheckPersistence } from './storage/canary.ts';
import { createCopies, type Copies } from './copies/copies.ts';
import { createDismissals, type Dismissals } from './copies/dismissals.ts';
import { createFingerprints } from './storage/fingerprint.ts';
import { openJournal, type Journal } from './journal/journal.ts';
import { openLedger, type Ledger } from './ledger/ledger.ts';
import { createPlacements, type Placements } from './copies/placements.ts';
import { createScopeUses, type ScopeUses } from './copies/scopeUses.ts';
import type { Ports } from './model/ports.ts';
import { createStrongbox, type Strongbox } from './storage/strongbox.ts';
import { createTombstones, type Tombstones } from './journal/tombstones.ts';

/** The ports with everything the lifecycle keeps on them. Made once; does nothing until asked. */
export interface LifecycleContext {
  readonly ports: Ports;
  readonly journal: Journal;
  readonly strongbox: Strongbox;
  readonly checkPersistence: CheckPersistence;
  readonly copies: Copies;
  readonly placements: Placements;
  readonly scopeUses: ScopeUses;
  readonly dismissals: Dismissals;
  readonly ledger: Ledger;
  readonly tombstones: Tombstones;
}

export function openLifecycle(ports: Ports): LifecycleContext {
  const strongbox = createStrongbox(ports);
  const takeFingerprint = createFingerprints(ports);
  return {
    ports,
    strongbox,
    journal: openJournal(ports),
    checkPersistence: createPersistenceCheck(ports, strongbox),
    copies: createCopies(ports, strongbox, takeFingerprint),
    placements: createPlacements(ports, takeFingerprint),
    scopeUses: createScopeUses(ports),
    dismissals: createDismissals(ports, strongbox),
    ledger: openLedger(ports),
    tombstones: createTombstones(ports),
  };
}
