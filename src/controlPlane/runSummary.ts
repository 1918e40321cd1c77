import { approvalsOf } from './approvalRows.ts';
import type { Database, Query } from './database/query.ts';
import { checkPolicy } from './policyCheck.ts';
import { replayOf, requestOf, type RunRow } from './runRows.ts';

const lastToolStep: Query<{ metadata: string }> = {
  sql: `SELECT metadata FROM run_steps WHERE run_id = ? AND step_type = 'tool_call'
    ORDER BY sequence_no DESC LIMIT 1`,
};

/** The document that a finished run leaves behind, in the fields of the server's `run_summary_v1`. */
export function summarize(
  database: Database,
  now: Date,
  run: RunRow,
  status: 'completed' | 'failed',
): Record<string, unknown> {
  const request = requestOf(run);
  const policy = checkPolicy(request);
  const approval = approvalsOf(database, run.run_id).at(-1);
  const tool = database.get(lastToolStep, run.run_id);
  return {
    kind: 'run_summary_v1',
    run_id: run.run_id,
    tenant_id: run.tenant_id,
    trace_id: run.trace_id,
    request_id: run.request_id,
    status,
    summary: tool === undefined ? `Run ${status}.` : toolSummary(tool.metadata),
    started_at: run.started_at,
    completed_at: now.toISOString(),
    replay: replayOf(run),
    subject: { subject_id: run.created_by, entry_agent_id: request.entry_agent_id ?? null },
    policy: {
      channel: policy.channel,
      subject_ref: policy.subject_ref,
      decision: policy.decision,
      matched_policy_id: policy.policyId,
      effective_policy_id: policy.policyId,
      policy_source: policy.policyId === null ? 'none' : 'default',
      approver_roles: policy.approverRoles,
      timeout_seconds: policy.timeoutSeconds,
      labels: policy.labels,
      risk_tier: policy.riskTier,
      approval_required: policy.decision === 'approval_required',
    },
    approval:
      approval === undefined
        ? null
        : {
            approval_id: approval.approval_id,
            status: approval.status,
            decision_by: approval.decision_by,
            decided_at: approval.decided_at,
          },
    outbound: null,
    generated_at: now.toISOString(),
  };
}

function toolSummary(metadata: string): string {
  // `as`: written by the workflow, whose tool step ends with a summary.
  return (JSON.parse(metadata) as { summary: string }).summary;
}
