import { approvalDecisionBody, type DecidedApproval } from '../../wire/approvals.ts';
import { approverRoles, closeApproval, findApproval, type ApprovalRow } from './approvalRows.ts';
import type { HandlerResult } from '../exchange.ts';
import { once } from '../idempotency.ts';
import { parseBody } from '../jsonBody.ts';
import { denied } from '../workspaces/people.ts';
import type { AppContext } from '../appContext.ts';
import type { KeyContext } from '../workspaces/requestContext.ts';
import { missing, HttpError, wrongState } from '../httpError.ts';
import { requireRun } from './runRows.ts';
import { callerOf } from '../credentials/keyAccess.ts';

/**
 * `POST /approvals/{id}/decision`: lets a waiting run go on, or ends it. The key's service account
 * must have one of the approver roles; an identical retry repeats the answer (docs/contract.md,
 * Idempotency, trap c).
 */
export async function decideApproval(
  plane: AppContext,
  context: KeyContext,
): Promise<HandlerResult> {
  const { database } = plane;
  const { key } = context;
  const body = parseBody(approvalDecisionBody, context.body, explain);
  plane.executor.catchUp();
  const approvalId = context.param('approval');
  const roles = approverRoles(requireApproval(plane, context, approvalId));
  if (!roles.includes(key.role)) {
    throw denied('Approver does not satisfy approval scope', { required_roles: roles });
  }
  const answer = (): HandlerResult => ({
    status: 200,
    data: decided(requireApproval(plane, context, approvalId)),
  });
  let releasedId: string | undefined;
  const result = await once(plane, context, {
    owner: key.tenantId,
    payload: context.body,
    perform(now) {
      const approval = requireApproval(plane, context, approvalId);
      requirePending(approval);
      const run = requireRun(database, key.tenantId, approval.run_id);
      closeApproval(database, now, approval, run, {
        status: body.decision,
        actor: callerOf(key),
        comment: body.comment ?? null,
        reasonCode: body.reason_code ?? null,
      });
      const { executor, lease_until } = plane.executor.claim();
      database.run(
        "UPDATE runs SET status = 'running', executor = ?2, lease_until = ?3, updated_at = ?4 WHERE run_id = ?1",
        run.run_id,
        executor,
        lease_until,
        now.toISOString(),
      );
      releasedId = run.run_id;
      return { resourceId: approvalId, answer: answer() };
    },
    repeat: answer,
  });
  if (releasedId !== undefined) plane.executor.schedule(releasedId);
  return result;
}

function requireApproval(plane: AppContext, { key }: KeyContext, approvalId: string): ApprovalRow {
  const approval = findApproval(plane.database, key.tenantId, approvalId);
  if (approval === undefined) {
    throw missing('approval_not_found', 'Approval does not exist in current tenant');
  }
  return approval;
}

function requirePending({ status }: ApprovalRow): void {
  if (status === 'pending') return;
  if (status === 'expired' || status === 'cancelled') throw wrongState(`Approval is ${status}`);
  throw new HttpError(409, 'approval_already_decided', 'Approval has already been decided');
}

function decided(approval: ApprovalRow): DecidedApproval {
  return {
    approval_id: approval.approval_id,
    status: approval.status,
    run_id: approval.run_id,
    workflow_signal_status: 'accepted',
    decided_at: approval.decided_at,
  };
}

function explain(path: string): string {
  return path === 'decision'
    ? 'Decision must be approved or rejected'
    : `${path} must be a string when provided`;
}
