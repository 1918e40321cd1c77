import { serverWord } from '../text/serverWords.ts';
import { t } from '@vscode/l10n';
import type { WorkspaceDetail } from '../../wire/workspaces.ts';
import type { Evidence } from './evidence.ts';
import type { FirstRunKey, FirstRunState } from './firstRunState.ts';
import { managementOf } from '../roles.ts';
import { isUsable } from '../keys/keyStatus.ts';
import { firstRunScope, grants } from '../keys/scopes.ts';
import { anyOf } from '../text/anyOf.ts';

/** How many of something exist and how many of them count; `undefined` = cannot be seen. */
interface Count {
  readonly total: number;
  readonly live: number | undefined;
}

/** The first-run state with the questions that several steps ask already answered. */
export interface Reading extends FirstRunState {
  readonly detail: WorkspaceDetail;
  readonly accounts: Count;
  /** Live = accepted by the server now. */
  readonly keyCount: Count;
  /** Live keys that may start runs, the best one to go on with first. */
  readonly runnable: readonly FirstRunKey[];
  /** A runnable key whose value this editor holds. */
  readonly atHand: FirstRunKey | undefined;
  readonly ownEvidence: Evidence | undefined;
  /** Why this user may not change the control-plane workspace, or nothing. */
  readonly mayNotManage: string | undefined;
}

export function readState(state: FirstRunState, detail: WorkspaceDetail): Reading {
  const runnable = (state.keys ?? [])
    .filter(({ key, status }) => isUsable(status) && grants(key.scope, firstRunScope))
    .sort((a, b) => readiness(b) - readiness(a));
  const { evidence } = state;
  return {
    ...state,
    detail,
    accounts: countAccounts(state, detail),
    keyCount: countKeys(state, detail),
    runnable,
    atHand: runnable.find((each) => each.hasCopy),
    ownEvidence: evidence?.workspaceId === detail.workspace.workspace_id ? evidence : undefined,
    mayNotManage: missingRole(detail, state.role),
  };
}

function readiness(key: FirstRunKey): number {
  // Empty scopes start runs too, but a narrow key is the one to be used.
  const narrow = key.key.scope.length === 0 ? 0 : 1;
  return (key.hasCopy ? 4 : 0) + (key.inEnv ? 2 : 0) + narrow;
}

/**
 * The server's `…_created` flags are not asked: *main* counts disabled and revoked rows
 * (docs/contract.md, Onboarding).
 */
function countAccounts({ serviceAccounts }: FirstRunState, detail: WorkspaceDetail): Count {
  const { service_accounts_total, active_service_accounts_total } = detail.onboarding.summary;
  if (serviceAccounts === undefined) {
    return count(service_accounts_total, active_service_accounts_total);
  }
  const active = serviceAccounts.filter((account) => account.status === 'active');
  return { total: serviceAccounts.length, live: active.length };
}

function countKeys({ keys }: FirstRunState, detail: WorkspaceDetail): Count {
  const { api_keys_total, active_api_keys_total } = detail.onboarding.summary;
  if (keys === undefined) {
    // Keys of a disabled account, and those that expired unused, are refused and counted as active all
    // the same (docs/contract.md, Key states): the count says for certain only that there is none.
    return count(api_keys_total, active_api_keys_total === 0 ? 0 : undefined);
  }
  return { total: keys.length, live: keys.filter(({ status }) => isUsable(status)).length };
}

function count(total: number, active: number | undefined): Count {
  return { total, live: total === 0 ? 0 : active };
}

/** Only roles known to be too small are held back; of any other the server decides. */
function missingRole(
  { workspace, members }: WorkspaceDetail,
  told: string | undefined,
): string | undefined {
  const role = workspace.membership?.role ?? told;
  if (role === undefined || managementOf(role) !== 'refused') return undefined;
  const owners = members
    .filter((member) => member.role === 'workspace_owner' && member.status === 'active')
    .map((member) => member.display_name ?? member.email ?? member.user_id);
  const needs = t(
    'This needs the role workspace owner or workspace admin; yours is {0}.',
    serverWord(role),
  );
  if (owners.length === 0) return needs;
  return `${needs} ${t('Ask {0}.', anyOf(owners.slice(0, 3)))}`;
}
