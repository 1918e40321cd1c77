import type { RunStep } from '../../wire/runGraph.ts';
import type { Database, Query } from '../database/query.ts';
import { newId } from '../ids.ts';

type StepStatus = 'running' | 'blocked' | 'completed' | 'failed' | 'cancelled';

interface NewStep {
  readonly type: 'planner' | 'policy_check' | 'approval_wait' | 'tool_call' | 'summary';
  readonly actor: { readonly type: 'agent' | 'system' | 'tool'; readonly ref: string };
  readonly status: 'running' | 'blocked';
  readonly metadata: Readonly<Record<string, unknown>>;
}

interface StepRow {
  readonly step_id: string;
  readonly run_id: string;
  readonly sequence_no: number;
  readonly step_type: string;
  readonly actor_type: string;
  readonly actor_ref: string;
  readonly status: string;
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly metadata: string;
}

const SELECT = `SELECT step_id, run_id, sequence_no, step_type, actor_type, actor_ref, status,
  started_at, ended_at, metadata FROM run_steps`;

const current: Query<StepRow> = {
  sql: `${SELECT} WHERE run_id = ? ORDER BY sequence_no DESC LIMIT 1`,
};
const afterPosition: Query<StepRow> = {
  sql: `${SELECT} WHERE run_id = ? AND sequence_no > ? ORDER BY sequence_no LIMIT ?`,
};
const byId: Query<StepRow> = { sql: `${SELECT} WHERE run_id = ? AND step_id = ?` };

/** Begins the next step of a run. Belongs into a transaction. */
export function startStep(database: Database, now: Date, runId: string, step: NewStep): string {
  const stepId = newId('step', now);
  database.insert('run_steps', {
    run_id: runId,
    sequence_no: (database.get(current, runId)?.sequence_no ?? 0) + 1,
    step_id: stepId,
    step_type: step.type,
    actor_type: step.actor.type,
    actor_ref: step.actor.ref,
    status: step.status,
    started_at: now.toISOString(),
    metadata: JSON.stringify(step.metadata),
  });
  return stepId;
}

/** Ends the step that a run is at and answers its id. Belongs into a transaction. */
export function endStep(
  database: Database,
  now: Date,
  runId: string,
  status: Exclude<StepStatus, 'running' | 'blocked'> = 'completed',
  metadata: Readonly<Record<string, unknown>> = {},
): string | null {
  const step = database.get(current, runId);
  if (step === undefined) return null;
  // `as`: written by this file only, as an object.
  const before = JSON.parse(step.metadata) as Record<string, unknown>;
  database.run(
    'UPDATE run_steps SET status = ?, ended_at = ?, metadata = ? WHERE run_id = ? AND sequence_no = ? AND ended_at IS NULL',
    status,
    now.toISOString(),
    JSON.stringify({ ...before, ...metadata }),
    runId,
    step.sequence_no,
  );
  return step.step_id;
}

/** A run's steps after a position, in their order. */
export function stepsOf(
  database: Database,
  runId: string,
  after: number,
  count: number,
): { position: number; step: RunStep }[] {
  return database
    .all(afterPosition, runId, after, count)
    .map((row) => ({ position: row.sequence_no, step: wireStep(row) }));
}

/** The type of a step, if the run has it. */
export function stepTypeOf(database: Database, runId: string, stepId: string): string | undefined {
  return database.get(byId, runId, stepId)?.step_type;
}

function wireStep({ metadata, ...row }: StepRow): RunStep {
  return { ...row, metadata_json: metadata };
}
