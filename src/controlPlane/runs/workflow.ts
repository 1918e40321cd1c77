import { approvalsOf, GATEWAY, openApproval } from './approvalRows.ts';
import { storeArtifact } from './artifacts.ts';
import { recordRunEvent } from '../audit/audit.ts';
import type { Database } from '../database/query.ts';
import { runTool, toolFor } from './localTools.ts';
import { checkPolicy } from './policyCheck.ts';
import { replayOf, requestOf, type Phase, type RunRow, type RunStatus } from './runRows.ts';
import { endStep, startStep } from './runSteps.ts';
import { summarize } from './runSummary.ts';

const WORKFLOW = { type: 'system', ref: 'run_workflow' } as const;

/** What a step of a run leads to. A run that rests goes on only when somebody acts. */
interface Next {
  readonly phase: Phase;
  readonly status: RunStatus;
}

/**
 * Ends the step a run is at, with all its effects, and begins the next one. Everything that it needs
 * is in the file, so any process can do it; belongs into a transaction, so that it happens once.
 */
export function advance(database: Database, now: Date, run: RunRow): Next {
  switch (run.phase) {
    case 'start':
      return start(database, now, run);
    case 'plan':
      endStep(database, now, run.run_id);
      return beginPolicy(database, now, run);
    case 'policy':
      return decide(database, now, run);
    case 'approval':
      return afterApproval(database, now, run);
    case 'tool':
      return useTool(database, now, run);
    case 'summary':
      return finish(database, now, run, 'completed');
    case 'end':
      return { phase: 'end', status: run.status };
  }
}

function start(database: Database, now: Date, run: RunRow): Next {
  const replay = replayOf(run);
  // A replay never starts behind the policy: what needs an approval needs it every time.
  if (replay?.start_phase === 'policy') {
    return beginPolicy(database, now, run);
  }
  startStep(database, now, run.run_id, {
    type: 'planner',
    actor: { type: 'agent', ref: requestOf(run).entry_agent_id ?? 'catalog_router' },
    status: 'running',
    metadata: {
      labels: checkPolicy(requestOf(run)).labels,
      is_replay: replay !== null,
      replay_from_step: replay?.from_step_id ?? null,
      replay_start_phase: replay?.start_phase ?? null,
    },
  });
  return { phase: 'plan', status: 'running' };
}

function beginPolicy(database: Database, now: Date, run: RunRow): Next {
  startStep(database, now, run.run_id, {
    type: 'policy_check',
    actor: WORKFLOW,
    status: 'running',
    metadata: {},
  });
  return { phase: 'policy', status: 'running' };
}

function decide(database: Database, now: Date, run: RunRow): Next {
  const policy = checkPolicy(requestOf(run));
  const { channel, subject_ref, decision, policyId, labels } = policy;
  const stepId = endStep(database, now, run.run_id, 'completed', { decision, policy_id: policyId });
  recordRunEvent(database, now, run, {
    stepId,
    type: 'policy_evaluated',
    actor: WORKFLOW,
    payload: {
      channel,
      subject_ref,
      decision,
      policy_id: policyId,
      labels,
      api_key_id: run.api_key_id,
    },
  });
  if (decision === 'allow' || stepId === null) return beginTool(database, now, run);
  const approvalId = openApproval(database, now, run, stepId, policy);
  startStep(database, now, run.run_id, {
    type: 'approval_wait',
    actor: GATEWAY,
    status: 'blocked',
    metadata: { approval_id: approvalId },
  });
  return { phase: 'approval', status: 'waiting_approval' };
}

function afterApproval(database: Database, now: Date, run: RunRow): Next {
  if (approvalsOf(database, run.run_id).at(-1)?.status === 'approved') {
    endStep(database, now, run.run_id);
    return beginTool(database, now, run);
  }
  const stepId = endStep(database, now, run.run_id, 'failed');
  recordRunEvent(database, now, run, {
    stepId,
    type: 'side_effect_blocked',
    actor: WORKFLOW,
    payload: { subject_ref: 'send_email' },
  });
  return finish(database, now, run, 'failed');
}

function beginTool(database: Database, now: Date, run: RunRow): Next {
  startStep(database, now, run.run_id, {
    type: 'tool_call',
    actor: { type: 'tool', ref: toolFor(checkPolicy(requestOf(run))) },
    status: 'running',
    metadata: {},
  });
  return { phase: 'tool', status: 'running' };
}

function useTool(database: Database, now: Date, run: RunRow): Next {
  const { output, summary } = runTool(database, run, checkPolicy(requestOf(run)));
  endStep(database, now, run.run_id, 'completed', { output, summary });
  startStep(database, now, run.run_id, {
    type: 'summary',
    actor: { type: 'agent', ref: 'run_summarizer' },
    status: 'running',
    metadata: {},
  });
  return { phase: 'summary', status: 'running' };
}

function finish(database: Database, now: Date, run: RunRow, status: 'completed' | 'failed'): Next {
  endStep(database, now, run.run_id);
  storeArtifact(database, now, run, {
    stepId: null,
    type: 'run_summary',
    body: summarize(database, now, run, status),
  });
  return { phase: 'end', status };
}
