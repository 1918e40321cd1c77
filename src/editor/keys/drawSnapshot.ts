import type { Failure } from '../connection/failure.ts';
import type { ServerState } from '../connection/serverState.ts';
import type { Connection } from '../connection/connections.ts';
import type { Remembered } from './keptList.ts';
import { buildRows, type RowFacts } from './keyRows.ts';
import type { Freshness, Snapshot } from './snapshot.ts';
import { viewState } from './viewState.ts';

/** All that a window knows of the place where it is. */
export interface Known {
  readonly connection: Connection | undefined;
  readonly freshness: Freshness;
  readonly server: ServerState | undefined;
  readonly failure: Failure | undefined;
  /** Where this person is without seeing keys, and what may be read there. */
  readonly outside: Pick<Snapshot, 'context' | 'detail'> | undefined;
  /** Until the server has answered, and where it cannot be reached. */
  readonly remembered: Remembered | undefined;
}

/**
 * Everything the views draw from. What was listed last is in it only where the server was asked
 * in vain. Without rows no fact is asked for: the first setting that is read costs VS Code milliseconds.
 */
export function drawSnapshot(known: Known, facts: () => RowFacts): Snapshot {
  const { connection, freshness, server, failure, outside } = known;
  const isAsked = freshness.kind !== 'never';
  const earlier = isAsked ? known.remembered : undefined;
  const source = server ?? earlier?.source;
  const { keys, accounts } = source ? buildRows(source, facts()) : noRows;
  return {
    state: viewState({
      connected: connection !== undefined,
      loading: !isAsked,
      failure: failure?.kind,
      keys: keys.length,
      activeAccounts: accounts.filter((row) => row.account.status === 'active').length,
      baselineReady: server?.detail.onboarding.checklist.baseline_ready ?? false,
    }),
    connection,
    context:
      server?.context ??
      outside?.context ??
      (earlier && connection && { ...earlier.context, connection }),
    keys,
    accounts,
    detail: server?.detail ?? outside?.detail,
    freshness,
  };
}

const noRows = { keys: [], accounts: [] };
