import type { CreatedRun, CreateRunBody, Run } from '../../wire/runs.ts';
import type { Database, Query } from '../database/query.ts';
import { missing } from '../httpError.ts';

export type RunStatus =
  'queued' | 'running' | 'waiting_approval' | 'completed' | 'failed' | 'cancelled';

/** Where a run is: the step that is under way, whose effects are written when it ends. */
export type Phase = 'start' | 'plan' | 'policy' | 'approval' | 'tool' | 'summary' | 'end';

/** A row of `runs`. `request` is the body it was asked with, `replay` what it repeats. */
export interface RunRow {
  readonly run_id: string;
  readonly tenant_id: string;
  readonly trace_id: string;
  readonly request_id: string;
  readonly created_by: string;
  readonly api_key_id: string;
  readonly request: string;
  readonly replay: string | null;
  readonly status: RunStatus;
  readonly phase: Phase;
  readonly executor: string;
  readonly lease_until: string;
  readonly started_at: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly completed_at: string | null;
}

/** Where a replay came from, as it is kept with the run. */
export interface ReplayOrigin {
  readonly source_run_id: string;
  readonly mode: 'from_input' | 'from_step';
  readonly from_step_id: string | null;
  /** Where the replay begins; never behind the policy check. */
  readonly start_phase: 'plan' | 'policy';
  readonly reason: string | null;
}

const SELECT = `SELECT run_id, tenant_id, trace_id, request_id, created_by, api_key_id, request, replay,
  status, phase, executor, lease_until, started_at, created_at, updated_at, completed_at FROM runs`;

const byId: Query<RunRow> = { sql: `${SELECT} WHERE run_id = ?` };

const lastStep: Query<{ step_id: string; sequence_no: number }> = {
  sql: 'SELECT step_id, sequence_no FROM run_steps WHERE run_id = ? ORDER BY sequence_no DESC LIMIT 1',
};

const pendingApproval: Query<{ approval_id: string }> = {
  sql: "SELECT approval_id FROM approvals WHERE run_id = ? AND status = 'pending'",
};

export function findRun(database: Database, runId: string): RunRow | undefined {
  return database.get(byId, runId);
}

/** @throws HttpError 404 for an unknown run and for one of another tenant alike. */
export function requireRun(database: Database, tenantId: string, runId: string): RunRow {
  const run = findRun(database, runId);
  if (run?.tenant_id !== tenantId) {
    throw missing('run_not_found', 'Run does not exist in current tenant');
  }
  return run;
}

/** What the run was asked to do. */
export function requestOf(run: Pick<RunRow, 'request'>): CreateRunBody {
  // `as`: only bodies that passed the schema are stored.
  return JSON.parse(run.request) as CreateRunBody;
}

/** What the run repeats, if it is a replay. */
export function replayOf(run: Pick<RunRow, 'replay'>): ReplayOrigin | null {
  // `as`: written by replay only.
  return run.replay === null ? null : (JSON.parse(run.replay) as ReplayOrigin);
}

/** The workflow's own word for a status (docs/contract.md, Runs). */
export function workflowStatus(status: RunStatus): string {
  switch (status) {
    case 'queued':
    case 'running':
    case 'waiting_approval':
      return 'running';
    case 'completed':
      return 'complete';
    case 'failed':
      return 'errored';
    case 'cancelled':
      return 'terminated';
  }
}

/** The short form that create answers. */
export function createdRun(run: RunRow): CreatedRun {
  return {
    run_id: run.run_id,
    status: run.status,
    workflow_status: workflowStatus(run.status),
    coordinator_id: run.run_id,
    trace_id: run.trace_id,
    created_at: run.created_at,
  };
}

/** The long form of `GET /runs/{id}`. */
export function wireRun(database: Database, run: RunRow): Run {
  const step = database.get(lastStep, run.run_id);
  const approvalId = database.get(pendingApproval, run.run_id)?.approval_id ?? null;
  return {
    run_id: run.run_id,
    tenant_id: run.tenant_id,
    status: run.status,
    workflow_status: workflowStatus(run.status),
    entry_agent_id: requestOf(run).entry_agent_id ?? null,
    current_step_id: step?.step_id ?? null,
    pending_approval_id: approvalId,
    trace_id: run.trace_id,
    coordinator_state: {
      run_id: run.run_id,
      tenant_id: run.tenant_id,
      status: run.status,
      last_sequence_no: step?.sequence_no ?? 0,
      pending_approval_id: approvalId,
    },
    created_at: run.created_at,
    updated_at: run.updated_at,
    completed_at: run.completed_at,
  };
}
