import { t } from '@vscode/l10n';
import { workspace, Uri } from 'vscode';
import type { Placement } from '../../lifecycle/copies/placements.ts';
import type { SeenScope } from '../../lifecycle/copies/scopeUses.ts';
import type { Pending } from '../../lifecycle/journal/pending.ts';
import type { Room } from '../../lifecycle/room.ts';
import type { KeyRow } from '../keys/snapshot.ts';

/** What this machine knows of keys, read from files once and then answered from memory. */
export interface LocalFacts {
  hasCopy(connectionId: string, keyId: string): boolean;
  placements(connectionId: string, keyId: string): KeyRow['placements'];
  /** A `.env` line holds its current value. */
  inEnv(connectionId: string, keyId: string): boolean;
  retiring(connectionId: string, keyId: string): KeyRow['retiring'];
  scopeUse(connectionId: string, keyId: string): KeyRow['scopeUse'];
  lent(connectionId: string, keyId: string): KeyRow['lent'];
  /** Operations that are not settled, for the view's message. */
  readonly pending: readonly Pending[];
  reload(): Promise<void>;
}

export function createLocalFacts(room: () => Promise<Room>): LocalFacts {
  let copies: ReadonlySet<string> = new Set();
  let places: readonly Placement[] = [];
  let pending: readonly Pending[] = [];
  let scopes: ReadonlyMap<string, readonly SeenScope[]> = new Map();
  const name = (connectionId: string, keyId: string) => `${connectionId} ${keyId}`;

  const underWay = (
    connectionId: string,
    step: Pending['step'],
    isIt: (known: Pending) => boolean,
  ) =>
    pending.find(
      (known) => known.connectionId === connectionId && known.step === step && isIt(known),
    );

  return {
    hasCopy: (connectionId, keyId) => copies.has(name(connectionId, keyId)),
    placements: (connectionId, keyId) =>
      places
        .filter((known) => known.connectionId === connectionId && known.keyId === keyId)
        .map((known) => ({ where: describePlace(known), current: known.state === 'current' })),
    inEnv: (connectionId, keyId) =>
      places.some(
        (known) =>
          known.connectionId === connectionId &&
          known.keyId === keyId &&
          known.state === 'current' &&
          known.place.kind === 'env',
      ),
    retiring(connectionId, keyId) {
      const entry = underWay(connectionId, 'retiring', ({ oldKeyId }) => oldKeyId === keyId);
      return entry && { at: entry.dueAt ?? undefined };
    },
    scopeUse: (connectionId, keyId) => scopes.get(name(connectionId, keyId)),
    lent(connectionId, keyId) {
      const entry = underWay(connectionId, 'lent', ({ newKeyId }) => newKeyId === keyId);
      return entry?.dueAt ? { until: entry.dueAt, borrower: entry.borrower ?? '' } : undefined;
    },
    get pending() {
      return pending;
    },
    async reload() {
      const opened = await room();
      const { listPending } = await import('../../lifecycle/journal/pending.ts');
      const [held, all, waiting, seen] = await Promise.all([
        opened.copies.held(),
        opened.placements.all(),
        listPending(opened),
        opened.scopeUses.list(),
      ]);
      copies = new Set(held.map(({ connectionId, keyId }) => name(connectionId, keyId)));
      places = all;
      pending = waiting;
      scopes = Map.groupBy(seen, ({ connectionId, keyId }) => name(connectionId, keyId));
    },
  };
}

/** `app/.env, GOVRAIL_API_KEY` or `terminals of app`. */
export function describePlace({ place }: Pick<Placement, 'place'>): string {
  if (place.kind === 'env') {
    return `${workspace.asRelativePath(Uri.parse(place.file))}, ${place.variable}`;
  }
  const uri = Uri.parse(place.folder);
  return t('terminals of {0}', workspace.getWorkspaceFolder(uri)?.name ?? uri.path);
}
