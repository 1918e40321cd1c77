import { ApiError } from '../../client/apiError.ts';
import { isAboutRole } from '../../client/explain/aboutRole.ts';
import { isTlsCode } from '../../client/transport/failure.ts';
import { isAway, isThrottled } from '../../client/transport/patience.ts';

/** Why a refresh learned nothing, as far as the views must tell it apart. */
export interface Failure {
  readonly kind:
    | 'offline'
    | 'unknown-user'
    | 'no-permission'
    | 'no-workspace'
    /** There are others than the one that was chosen here. */
    | 'left-workspace'
    /** The control plane lets nobody see anything there now, for a reason that it says. */
    | 'refused'
    /** There are several, and the person has chosen none here. */
    | 'several-workspaces'
    | 'other';
  /** A sentence for the person. */
  readonly because: string;
  /** Nothing was asked, for a reason that was told before. */
  readonly paused?: boolean;
}

/** What an error says about the place that was asked, and about who asked there. */
export function failureKind(error: unknown): Failure['kind'] {
  if (!(error instanceof ApiError)) return 'other';
  const { kind, status = 0 } = error;
  if (isThrottled(error) || isAway(error)) return 'offline';
  if (status === 401 || status === 403) {
    // Whatever else refuses on the way knows nothing of what this person may see.
    return kind === 'refused' ? refusalKind(error) : 'other';
  }
  switch (kind) {
    case 'network':
      return isTlsCode(error.code) ? 'other' : 'offline';
    case 'timeout':
    case 'circuit-open':
    case 'not-json':
      return 'offline';
    default:
      return status >= 500 ? 'offline' : 'other';
  }
}

/**
 * Whom the control plane does not take for anybody lacks no role, and who is no member could not be given
 * one; a workspace that is off lacks none either (docs/contract.md, Identity and Roles).
 */
function refusalKind(error: ApiError): Failure['kind'] {
  const { status, path, reason } = error;
  // No role is asked for what a person may always read: who they are.
  if (status === 401 || path === '/saas/me' || /not mapped to a SaaS user/.test(reason)) {
    return 'unknown-user';
  }
  if (/not accessible by current user/.test(reason)) return 'left-workspace';
  return isAboutRole(error) ? 'no-permission' : 'refused';
}
