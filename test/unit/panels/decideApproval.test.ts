import assert from 'node:assert/strict';
import { ApiError } from '../../../src/client/apiError.ts';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { decideApproval } from '../../../src/editor/firstRun/decideApproval.ts';
import { runGraph, type RunGraph } from '../../../src/wire/runGraph.ts';

const waiting = { id: 'apr_1', runId: 'run_1' };
const { signal } = new AbortController();

const refused = (code: string, status: number | undefined, mayHaveCommitted = false) =>
  new ApiError({
    kind: status === undefined ? 'timeout' : 'refused',
    method: 'POST',
    path: '/approvals/apr_1/decision',
    status,
    code,
    reason: '',
    mayHaveCommitted,
  });

const graphWith = (status: string, decision_by: string | null = null): RunGraph =>
  runGraph.parse({
    run: { run_id: 'run_1', status: 'running' },
    steps: [],
    approvals: [{ approval_id: 'apr_1', run_id: 'run_1', status, decision_by }],
  });

/** A server that refuses the decision with an error and then tells how the run stands. */
const decide = (error: ApiError, graph: RunGraph | ApiError) =>
  decideApproval(
    {
      decideApproval: () => Promise.reject(error),
      graph: () => (graph instanceof ApiError ? Promise.reject(graph) : Promise.resolve(graph)),
    },
    waiting,
    { decision: 'approved' },
    signal,
  );

describe('deciding an approval', () => {
  it('is done when its repetition is refused because the first one went through', async () => {
    await decide(refused('approval_already_decided', 409), graphWith('approved'));
  });

  it('is done when its answer was lost and the run says that it holds', async () => {
    await decide(refused('timeout', undefined, true), graphWith('approved'));
  });

  it('says who decided otherwise', async () => {
    await assert.rejects(
      decide(refused('approval_already_decided', 409), graphWith('rejected', 'user:olivia')),
      (error) =>
        error instanceof UserFacingError &&
        /was rejected meanwhile by user:olivia/.test(error.message),
    );
  });

  it('stays in doubt when it is still pending or the run cannot be read', async () => {
    const lost = refused('timeout', undefined, true);
    await assert.rejects(decide(lost, graphWith('pending')), lost);
    await assert.rejects(decide(lost, refused('internal_error', 500)), lost);
  });

  it('passes a plain refusal on without asking anything else', async () => {
    const denied = refused('tenant_access_denied', 403);
    await assert.rejects(decide(denied, graphWith('approved')), denied);
  });
});
