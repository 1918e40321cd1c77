import { runOutcome } from '../domain/firstRun/demoRun.ts';
import { assertNever } from '../domain/errors.ts';
import { redact } from '../domain/secrets/redact.ts';
import type { RunEvent, RunGraph, RunStep } from '../wire/runGraph.ts';
import type { Run } from '../wire/runs.ts';
import type { RunPictureStep, ShownRun } from './protocol/playground.ts';

/** What was read of a run in one go. */
export interface RunReading {
  readonly run: Run;
  readonly graph: RunGraph;
  readonly events: readonly RunEvent[];
}

const longestText = 60_000;

/** A run as the page shows it. Texts of the server are cut and cleaned of secrets on the way. */
export function shownRunOf(
  { run, graph, events }: RunReading,
  key: string,
  replayOf: string | null,
): ShownRun {
  return {
    id: run.run_id,
    traceId: run.trace_id,
    status: run.status,
    outcome: runOutcome(run.status),
    key,
    createdAt: run.created_at,
    completedAt: run.completed_at,
    approvalId: run.pending_approval_id,
    replayOf,
    advice: adviceOn(run, graph),
    steps: graph.steps.map((step) => pictureStep(step, graph)),
    events: events.map((event) => ({
      id: event.event_id,
      at: event.created_at,
      type: event.event_type.replaceAll('_', ' '),
      actor: event.actor?.ref ?? event.actor?.type ?? '',
      payload: event.payload === undefined ? '' : clean(JSON.stringify(event.payload), 2_000),
    })),
    response: clean(JSON.stringify({ run, graph_summary: summary(graph) }, undefined, 2)),
  };
}

function summary({ steps, approvals, artifacts }: RunGraph) {
  return {
    steps: steps.length,
    approvals: approvals.length,
    artifacts: artifacts.map(({ artifact_id, artifact_type, body }) => ({
      artifact_id,
      artifact_type,
      ...(body === undefined ? {} : { body }),
    })),
  };
}

function pictureStep(step: RunStep, { approvals, artifacts }: RunGraph): RunPictureStep {
  const own = <T extends { step_id: string | null }>(rows: readonly T[]) =>
    rows.filter(({ step_id }) => step_id === step.step_id);
  return {
    id: step.step_id,
    title: step.step_type.replaceAll('_', ' '),
    actor: step.actor_ref ?? step.actor_type ?? '',
    status: step.status,
    took: tookOf(step),
    notes: [
      ...own(approvals).map(({ status }) => `approval ${status}`),
      ...own(artifacts).map(({ artifact_type }) => artifact_type.replaceAll('_', ' ')),
    ],
  };
}

function tookOf({ started_at, ended_at }: RunStep): string {
  if (started_at === null || ended_at === null) return '';
  const ms = Date.parse(ended_at) - Date.parse(started_at);
  if (Number.isNaN(ms)) return '';
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toFixed(1)} s`;
}

function adviceOn(run: Run, graph: RunGraph): string | null {
  const outcome = runOutcome(run.status);
  switch (outcome) {
    case 'succeeded':
      return null;
    case 'waiting': {
      const approval = graph.approvals.find(({ status }) => status === 'pending');
      const roles = rolesIn(approval?.approver_scope_json ?? null);
      const who = roles === '' ? 'the approver role' : `the role ${roles}`;
      return `It waits for an approval. A key with approvals:write whose service account has ${who} decides it; then choose Check again. Cancel it if nobody should.`;
    }
    case 'failed':
      return run.status === 'cancelled'
        ? 'It was cancelled. Replay it, or run the request again.'
        : 'It ended in a failure. The events say how far it came. Replay it, or run the request again.';
    case 'open':
      return null;
    default:
      return assertNever(outcome);
  }
}

/** `approver_scope_json` is a JSON text with a list of roles (facts §12). */
function rolesIn(scope: string | null): string {
  return [...(scope ?? '').matchAll(/"([\w-]{1,60})"(?!\s*:)/g)]
    .map(([, role]) => role)
    .join(' or ');
}

function clean(text: string, longest = longestText): string {
  const safe = redact(text);
  return safe.length <= longest ? safe : `${safe.slice(0, longest)}\n… (${safe.length} characters)`;
}
