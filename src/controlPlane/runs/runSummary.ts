import { approvalsOf } from './approvalRows.ts';
import type { Database, Query } from '../database/query.ts';
import type { ToolResult } from './localTools.ts';
import { checkPolicy } from './policyCheck.ts';
import { replayOf, requestOf, type RunRow } from './runRows.ts';

const lastToolStep: Query<{ actor_ref: string; metadata: string }> = {
  sql: `SELECT actor_ref, metadata FROM run_steps WHERE run_id = ? AND step_type = 'tool_call'
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
  const tool = toolOf(database, run);
  return {
    kind: 'run_summary_v1',
    run_id: run.run_id,
    tenant_id: run.tenant_id,
    trace_id: run.trace_id,
    request_id: run.request_id,
    status,
    summary: tool?.summary ?? `Run ${status}.`,
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
    tool: tool === undefined || tool.name === 'send_email' ? null : tool,
    outbound: tool?.name === 'send_email' ? tool.output : null,
    generated_at: now.toISOString(),
  };
}

function toolOf(database: Database, run: RunRow) {
  const step = database.get(lastToolStep, run.run_id);
  if (step === undefined) return undefined;
  // `as`: written by the workflow, whose tool step ends with these.
  const result = JSON.parse(step.metadata) as Pick<ToolResult, 'output' | 'summary'>;
  return { name: step.actor_ref, ...result };
}
