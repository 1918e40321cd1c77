import type { LifecycleContext } from '../../lifecycle/context.ts';
import type { KeyList } from '../keys/keyList.ts';
import { endTerminalUses } from './terminalEnd.ts';
import type { Terminals, TerminalUse } from './terminals.ts';

interface EndedParts {
  readonly lifecycle: () => Promise<LifecycleContext>;
  readonly terminals: Terminals;
  readonly keyList: KeyList;
}

/** A key that somebody revoked, here or elsewhere, is given to no new terminal. */
export async function endTerminalsOfEnded({
  lifecycle,
  terminals,
  keyList,
}: EndedParts): Promise<boolean> {
  const { connection, keys } = keyList.snapshot;
  const revoked = new Set(
    keys.filter(({ status }) => status.kind === 'revoked').map(({ key }) => key.api_key_id),
  );
  if (revoked.size === 0) return false;
  const opened = await lifecycle();
  const uses: TerminalUse[] = [];
  for (const use of terminals.list()) {
    const { folder, variable } = use;
    const place = { kind: 'terminal', folder: folder.uri.toString(), variable } as const;
    // Not by prefix: another connection may list what begins like this one's key.
    const of = await opened.placements.at(place);
    if (of?.connectionId === connection?.id && of && revoked.has(of.keyId)) uses.push(use);
  }
  await endTerminalUses(opened, terminals, uses);
  return uses.length > 0;
}

/** The server can end a key without this editor: its placements are not to be relied on then. */
export async function markEndedStale({
  lifecycle,
  keyList,
}: Omit<EndedParts, 'terminals'>): Promise<boolean> {
  const { connection, keys } = keyList.snapshot;
  const { placements } = await lifecycle();
  let changed = false;
  for (const known of await placements.all()) {
    if (known.connectionId !== connection?.id || known.state === 'stale') continue;
    const row = keys.find(({ key }) => key.api_key_id === known.keyId);
    if (row?.status.kind !== 'revoked') continue;
    changed = (await placements.markStale(known.place, known)) || changed;
  }
  return changed;
}
