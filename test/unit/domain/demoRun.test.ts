import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import {
  demoRunRequest,
  isDemoRun,
  isTerminal,
  runOutcome,
} from '../../../src/domain/firstRun/demoRun.ts';
import { createRunBody } from '../../../src/wire/runs.ts';
import { readRecording } from '../../support/recordings.ts';

const contextOf = (name: string) => createRunBody.parse(readRecording(name).request.body).context;

describe('demo run', () => {
  it('sends what the console sends, and says who really sent it', () => {
    const sent = z
      .record(z.string(), z.unknown())
      .parse(readRecording('32-demo-run-console-payload').request.body);
    const request = demoRunRequest('support');
    assert.deepEqual({ ...request, context: undefined }, { ...sent, context: undefined });
    assert.deepEqual(request.context, {
      ...contextOf('32-demo-run-console-payload'),
      client: 'keyrail',
    });
  });

  it('counts for its own control-plane workspace only', () => {
    const { context } = demoRunRequest('support');
    assert.ok(isDemoRun(context, 'support'));
    assert.ok(!isDemoRun(context, 'other'));
  });

  it('recognises what the server counted, and what it did not', () => {
    assert.ok(isDemoRun(contextOf('31-demo-run-needs-approval'), 'support'));
    assert.ok(!isDemoRun(contextOf('30-run-vscode-source'), 'support'));
    assert.ok(!isDemoRun(contextOf('30-run-quickstart-curl-shape'), 'support'));
  });

  it('needs one of the two marks', () => {
    const base = { source_app: 'web_console', workspace_slug: 'a' };
    assert.ok(isDemoRun({ ...base, onboarding_flow: 'workspace_first_demo' }, 'a'));
    assert.ok(isDemoRun({ ...base, conversation_id: 'onboarding-a' }, 'a'));
    assert.ok(!isDemoRun(base, 'a'));
    for (const odd of [null, 'web_console', [], 5]) assert.ok(!isDemoRun(odd, 'a'));
  });

  it('classifies every status, unknown ones as still open', () => {
    const outcomes = ['queued', 'running', 'waiting_approval', 'completed', 'failed', 'cancelled']
      .concat(['canceled', 'timed_out', 'terminated', 'error', 'timeout', 'paused'])
      .map((status) => [status, runOutcome(status), isTerminal(status)]);
    assert.deepEqual(outcomes, [
      ['queued', 'open', false],
      ['running', 'open', false],
      ['waiting_approval', 'waiting', false],
      ['completed', 'succeeded', true],
      ['failed', 'failed', true],
      ['cancelled', 'failed', true],
      ['canceled', 'failed', true],
      ['timed_out', 'failed', true],
      ['terminated', 'failed', true],
      ['error', 'failed', true],
      ['timeout', 'failed', true],
      ['paused', 'open', false],
    ]);
  });
});
