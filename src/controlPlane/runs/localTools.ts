import type { Database, Query } from '../database/query.ts';
import type { PolicyDecision } from './policyCheck.ts';
import { requestOf, type RunRow } from './runRows.ts';

/** What a tool of the local control plane did, and the sentence that sums it up. */
export interface ToolResult {
  readonly tool: string;
  readonly output: Readonly<Record<string, unknown>>;
  readonly summary: string;
}

const pending: Query<{ approval_id: string; run_id: string; created_at: string }> = {
  sql: `SELECT approval_id, run_id, created_at FROM approvals
    WHERE tenant_id = ? AND status = 'pending' ORDER BY seq LIMIT 20`,
};
const byStatus: Query<{ status: string; n: number }> = {
  sql: 'SELECT status, count(*) AS n FROM runs WHERE tenant_id = ? GROUP BY status ORDER BY status',
};

/** The tool that a run uses: approved external actions go to the mock mailer, all else looks at the queue. */
export function toolFor(policy: PolicyDecision): 'send_email' | 'read_approval_queue' {
  return policy.decision === 'approval_required' ? 'send_email' : 'read_approval_queue';
}

/** Runs a tool for real, on what this control plane knows; nothing leaves the machine. */
export function runTool(database: Database, run: RunRow, policy: PolicyDecision): ToolResult {
  return toolFor(policy) === 'send_email' ? mail(run) : readQueue(database, run);
}

function mail(run: RunRow): ToolResult {
  const { text } = requestOf(run).input;
  return {
    tool: 'send_email',
    output: {
      provider: 'mock://email',
      accepted: true,
      sent: false,
      preview: typeof text === 'string' ? text.slice(0, 200) : null,
    },
    summary: 'The external action was approved and handed to the mock mailer; nothing was sent.',
  };
}

function readQueue(database: Database, run: RunRow): ToolResult {
  const waiting = database.all(pending, run.tenant_id);
  const counts = database.all(byStatus, run.tenant_id);
  const oldest = waiting[0];
  return {
    tool: 'read_approval_queue',
    output: {
      pending_approvals: waiting.map((row) => ({ ...row })),
      runs_by_status: Object.fromEntries(counts.map(({ status, n }) => [status, n])),
    },
    summary:
      oldest === undefined
        ? 'No approval is waiting. Next: record this run as evidence in the verification track.'
        : `${waiting.length} approval(s) are waiting, the oldest since ${oldest.created_at}. Next: decide ${oldest.approval_id}.`,
  };
}
