import type { RunApproval } from '../../wire/runGraph.ts';
import { recordRunEvent, type NewAuditEvent } from '../audit/audit.ts';
import type { Database, Query } from '../database/query.ts';
import { newId } from '../ids.ts';
import type { PolicyDecision } from './policyCheck.ts';
import type { RunRow } from './runRows.ts';

export type ApprovalStatus = 'pending' | 'approved' | 'rejected' | 'expired' | 'cancelled';

export interface ApprovalRow {
  readonly approval_id: string;
  readonly tenant_id: string;
  readonly run_id: string;
  readonly step_id: string;
  readonly policy_id: string;
  readonly status: ApprovalStatus;
  readonly requested_by: string;
  readonly approver_roles: string;
  readonly decision_by: string | null;
  readonly decision_comment: string | null;
  readonly decision_reason_code: string | null;
  readonly expires_at: string;
  readonly created_at: string;
  readonly decided_at: string | null;
}

const SELECT = `SELECT approval_id, tenant_id, run_id, step_id, policy_id, status, requested_by,
  approver_roles, decision_by, decision_comment, decision_reason_code, expires_at, created_at,
  decided_at FROM approvals`;

const byId: Query<ApprovalRow> = { sql: `${SELECT} WHERE approval_id = ? AND tenant_id = ?` };
const ofRun: Query<ApprovalRow> = { sql: `${SELECT} WHERE run_id = ? ORDER BY seq` };
const overdue: Query<ApprovalRow> = {
  sql: `${SELECT} WHERE status = 'pending' AND expires_at <= ?`,
};

export function findApproval(database: Database, tenantId: string, id: string) {
  return database.get(byId, id, tenantId);
}

/** A run's approvals, oldest first. */
export function approvalsOf(database: Database, runId: string): ApprovalRow[] {
  return database.all(ofRun, runId);
}

/** Approvals that nobody decided in time. */
export function overdueApprovals(database: Database, now: Date): ApprovalRow[] {
  return database.all(overdue, now.toISOString());
}

/** Who asks for approvals, and gives up on them. */
export const GATEWAY = { type: 'system', ref: 'approval_gateway' } as const;

/** Asks for an approval on behalf of a run, and writes that down. Belongs into a transaction. */
export function openApproval(
  database: Database,
  now: Date,
  run: RunRow,
  stepId: string,
  policy: PolicyDecision,
): string {
  const approvalId = newId('apr', now);
  database.insert('approvals', {
    approval_id: approvalId,
    tenant_id: run.tenant_id,
    run_id: run.run_id,
    step_id: stepId,
    policy_id: policy.policyId,
    status: 'pending',
    requested_by: run.created_by,
    approver_roles: JSON.stringify(policy.approverRoles),
    expires_at: new Date(now.getTime() + policy.timeoutSeconds * 1000).toISOString(),
    created_at: now.toISOString(),
  });
  recordRunEvent(database, now, run, {
    stepId,
    type: 'approval_created',
    actor: GATEWAY,
    payload: {
      approval_id: approvalId,
      policy_id: policy.policyId,
      subject_type: policy.channel,
      subject_ref: policy.subject_ref,
      approval_blob_key: `tenants/${run.tenant_id}/runs/${run.run_id}/audit/${approvalId}.json`,
    },
  });
  return approvalId;
}

/** Ends a pending approval and writes down how. Belongs into a transaction. */
export function closeApproval(
  database: Database,
  now: Date,
  approval: ApprovalRow,
  run: RunRow,
  outcome: {
    readonly status: Exclude<ApprovalStatus, 'pending'>;
    readonly actor: NewAuditEvent['actor'];
    readonly comment?: string | null;
    readonly reasonCode?: string | null;
  },
): void {
  const decided = outcome.status === 'approved' || outcome.status === 'rejected';
  database.run(
    `UPDATE approvals SET status = ?, decision_by = ?, decision_comment = ?,
      decision_reason_code = ?, decided_at = ? WHERE approval_id = ?`,
    outcome.status,
    decided ? outcome.actor.ref : null,
    outcome.comment ?? null,
    outcome.reasonCode ?? null,
    now.toISOString(),
    approval.approval_id,
  );
  recordRunEvent(database, now, run, {
    stepId: approval.step_id,
    type: decided ? 'approval_decided' : `approval_${outcome.status}`,
    actor: outcome.actor,
    payload: {
      approval_id: approval.approval_id,
      policy_id: approval.policy_id,
      ...(decided
        ? { decision: outcome.status, reason_code: outcome.reasonCode ?? null }
        : { reason: outcome.status === 'cancelled' ? 'run_cancelled' : 'timed_out' }),
    },
  });
}

/** The roles that may decide. */
export function approverRoles(approval: Pick<ApprovalRow, 'approver_roles'>): string[] {
  // `as`: written by `openApproval` only.
  return JSON.parse(approval.approver_roles) as string[];
}

/** An approval as a run's graph shows it. */
export function wireApproval(row: ApprovalRow): RunApproval {
  return {
    approval_id: row.approval_id,
    run_id: row.run_id,
    step_id: row.step_id,
    policy_id: row.policy_id,
    subject_type: 'external_action',
    subject_ref: 'send_email',
    status: row.status,
    requested_by: row.requested_by,
    approver_scope_json: JSON.stringify({ approver_roles: approverRoles(row) }),
    decision_by: row.decision_by,
    decision_comment: row.decision_comment,
    decision_reason_code: row.decision_reason_code,
    expires_at: row.expires_at,
    created_at: row.created_at,
    decided_at: row.decided_at,
  };
}
