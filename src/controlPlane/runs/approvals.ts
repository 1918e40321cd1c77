import { approvalDecisionBody, type DecidedApproval } from '../../wire/approvals.ts';
import { approverRoles, closeApproval, findApproval, type ApprovalRow } from './approvalRows.ts';
import type { Answer } from '../exchange.ts';
import { once } from '../idempotency.ts';
import { parseBody } from '../jsonBody.ts';
import { denied } from '../workspaces/people.ts';
import type { Plane } from '../plane.ts';
import type { KeyVisit } from '../workspaces/visits.ts';
import { missing, Refusal, wrongState } from '../refusal.ts';
import { requireRun } from './runRows.ts';
import { callerOf } from '../credentials/keyAccess.ts';

/**
 * `POST /approvals/{id}/decision`: lets a waiting run go on, or ends it. The key's service account
 * must have one of the approver roles; an identical retry repeats the answer (docs/contract.md,
 * Idempotency, trap c).
 */
export async function decideApproval(plane: Plane, visit: KeyVisit): Promise<Answer> {
  const { database } = plane;
  const { key } = visit;
  const body = parseBody(approvalDecisionBody, visit.body, explain);
  plane.executor.catchUp();
  const approvalId = visit.param('approval');
  const roles = approverRoles(requireApproval(plane, visit, approvalId));
  if (!roles.includes(key.role)) {
    throw denied('Approver does not satisfy approval scope', { required_roles: roles });
  }
  const answer = (): Answer => ({
    status: 200,
    data: decided(requireApproval(plane, visit, approvalId)),
  });
  let releasedId: string | undefined;
  const result = await once(plane, visit, {
    owner: key.tenantId,
    payload: visit.body,
    perform(now) {
      const approval = requireApproval(plane, visit, approvalId);
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

function requireApproval(plane: Plane, { key }: KeyVisit, approvalId: string): ApprovalRow {
  const approval = findApproval(plane.database, key.tenantId, approvalId);
  if (approval === undefined) {
    throw missing('approval_not_found', 'Approval does not exist in current tenant');
  }
  return approval;
}

function requirePending({ status }: ApprovalRow): void {
  if (status === 'pending') return;
  if (status === 'expired' || status === 'cancelled') throw wrongState(`Approval is ${status}`);
  throw new Refusal(409, 'approval_already_decided', 'Approval has already been decided');
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
