import type { ViewState } from '../contextKeys.ts';
import type { Failure } from '../connection/failure.ts';

/** What is known when the views are drawn. */
export interface Known {
  readonly connected: boolean;
  readonly loading: boolean;
  readonly failure: Failure['kind'] | undefined;
  /** Rows of any status, also those kept from before a failure. */
  readonly keys: number;
  readonly activeAccounts: number;
  readonly baselineReady: boolean;
}

/** What the control plane said ends the rows. */
const refusals: Partial<Readonly<Record<Failure['kind'], ViewState>>> = {
  'no-permission': 'noPermission',
  'unknown-user': 'unknownUser',
  'no-workspace': 'noWorkspace',
  'left-workspace': 'leftWorkspace',
  'several-workspaces': 'chooseWorkspace',
  refused: 'failed',
};

/**
 * The first precondition that is not met. Rows that are known are always shown, so a failure only
 * decides the view while there are none.
 */
export function viewState(known: Known): ViewState {
  if (!known.connected) return 'notConnected';
  const refusal = known.failure && refusals[known.failure];
  if (refusal) return refusal;
  if (known.keys > 0) return 'ready';
  if (known.failure === 'offline') return 'offline';
  if (known.failure) return 'failed';
  if (known.loading) return 'loading';
  if (!known.baselineReady) return 'noBaseline';
  if (known.activeAccounts === 0) return 'noServiceAccount';
  return 'noKey';
}

/**
 * Whether a view has nothing but a reason why there is nothing. VS Code cuts what stands beside a title
 * and shows a whole message only where there is no welcome view, so what can be done is in rows there.
 */
export function isOnlyReason(state: ViewState): boolean {
  return state === 'offline' || state === 'failed' || state === 'unknownUser';
}
