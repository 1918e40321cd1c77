import assert from 'node:assert/strict';
import { ApiError } from '../../../src/client/apiError.ts';
import type { PastRun } from '../../../src/editor/firstRun/runHistory.ts';
import {
  afterBegin,
  afterEnd,
  afterLast,
  afterMade,
  afterStart,
  afterWait,
  idle,
  mayMake,
  withoutRun,
  type SessionState,
} from '../../../src/panels/sessionState.ts';
import type { Run } from '../../../src/wire/runs.ts';

const past = (runId: string): PastRun => ({
  runId,
  traceId: null,
  status: 'queued',
  keyId: 'key_1',
  createdAt: '2030-01-01T00:00:00Z',
  replayOf: null,
});
// `as`, twice: nothing here looks into what was read or refused.
const reading = { run: {} } as NonNullable<SessionState['reading']>;
const refusal = { requestId: 'req_1' } as NonNullable<SessionState['refusal']>;

describe('the run that the playground looks at', () => {
  it('forgets what was refused when something else begins', () => {
    const begun = afterBegin({ ...idle, refusal }, 'Making the run');
    assert.equal(begun.refusal, undefined);
    assert.deepEqual(begun.activity, { words: 'Making the run', waitSeconds: null });
  });

  it('is made one at a time, from the question on until the server has it', () => {
    assert.equal(mayMake(idle), true);
    assert.equal(mayMake({ ...idle, isAsked: true }), false);
    const making = afterStart(idle, 'make');
    assert.equal(mayMake(making), false);
    assert.equal(mayMake(afterMade(making, past('run_a'), 'make')), true);
    assert.equal(mayMake(afterEnd(making)), true);
    // Neither cancelling one nor looking at one is in the way.
    assert.equal(mayMake(afterStart(idle, 'cancel')), true);
    assert.equal(mayMake(afterStart(idle, undefined)), true);
  });

  it('goes on where it was made or is cancelled here, and not where it is read only', () => {
    assert.equal(afterStart(idle, 'cancel').isRunning, true);
    assert.equal(afterStart(idle, 'make').isRunning, false);
    const made = afterMade(afterStart(idle, 'make'), past('run_a'), 'make');
    assert.deepEqual([made.isRunning, made.activity?.words], [true, 'The run goes on']);
    const read = afterMade(idle, past('run_a'), undefined);
    assert.deepEqual([read.isRunning, read.activity?.words], [false, 'Reading the run']);
    assert.deepEqual([afterEnd(made).isRunning, afterEnd(made).activity], [false, null]);
  });

  it('keeps what was read of it, and nothing of what was read of another', () => {
    const before = { ...idle, past: past('run_a'), reading };
    assert.equal(afterMade(before, past('run_a'), undefined).reading, reading);
    assert.equal(afterMade(before, past('run_b'), undefined).reading, undefined);
    assert.deepEqual(withoutRun(before), idle);
  });

  it('says for how long, and why, the server wants to be let be', () => {
    const waitFor = (status: number) =>
      afterWait(idle, 7, error(status)).activity ?? { words: '', waitSeconds: null };
    assert.equal(waitFor(429).waitSeconds, 7);
    assert.match(waitFor(429).words, /rate limit/);
    assert.match(waitFor(503).words, /not available/);
  });

  it('has the status that it ended with', () => {
    const last: Run = {
      run_id: 'run_a',
      status: 'completed',
      entry_agent_id: null,
      current_step_id: null,
      pending_approval_id: null,
      trace_id: 'trc_1',
      created_at: '2030-01-01T00:00:00Z',
      completed_at: '2030-01-01T00:00:09Z',
    };
    const ended = afterLast({ ...idle, past: past('run_a'), isRunning: true }, last);
    assert.deepEqual(ended.past, { ...past('run_a'), status: 'completed', traceId: 'trc_1' });
    assert.equal(ended.activity, null);
    assert.equal(afterLast(idle, last).past, undefined);
  });
});

function error(status: number): ApiError {
  return new ApiError({
    kind: 'not-json',
    method: 'POST',
    path: '/runs',
    status,
    code: '',
    reason: '',
    details: {},
    mayHaveCommitted: false,
  });
}
