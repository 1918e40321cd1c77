import type { Evidence } from '../../domain/firstRun/evidence.ts';
import type { FirstRunState, Lacking } from '../../domain/firstRun/firstRunState.ts';
import type { Delivery } from '../../wire/delivery.ts';
import type { LocalFacts } from '../secrets/localFacts.ts';
import type { Snapshot } from '../keys/snapshot.ts';
import type { ViewState } from '../contextKeys.ts';

const lacking: Partial<Readonly<Record<ViewState, Lacking>>> = {
  unknownUser: 'user',
  noPermission: 'permission',
  noWorkspace: 'workspace',
  leftWorkspace: 'chosen-workspace',
  chooseWorkspace: 'chosen-workspace',
  failed: 'usable-answer',
  // Keys that were listed earlier, and no detail beside them.
  ready: 'usable-answer',
};

/** What the first run is judged by, from what the editor knows now. */
export function firstRunState(
  snapshot: Snapshot,
  localFacts: Pick<LocalFacts, 'inEnv'>,
  proof: { readonly evidence: Evidence | undefined; readonly delivery: Delivery | undefined },
): FirstRunState {
  const { connection, context, detail, freshness } = snapshot;
  // Keys and accounts are read together with the detail, but for a role that may not see them.
  const seen = detail !== undefined && freshness.kind !== 'failed';
  return {
    connection,
    problem: 'because' in freshness ? freshness.because : undefined,
    lacks: lacking[snapshot.state],
    detail,
    role: context?.role,
    keys: seen
      ? snapshot.keys.map(({ key, status, name, isNamesake, hasCopy }) => ({
          key,
          status,
          name,
          isNamesake,
          hasCopy,
          inEnv: localFacts.inEnv(connection?.id ?? '', key.api_key_id),
        }))
      : undefined,
    serviceAccounts: seen ? snapshot.accounts.map(({ account }) => account) : undefined,
    ...proof,
  };
}
