import assert from 'node:assert/strict';
import type { Onboarding } from '../../src/wire/onboarding.ts';
import { demoRun } from './runStage.ts';
import { skipTest } from './skip.ts';
import { issue, needManager, readDetail } from './stage.ts';

const credentialChain = [
  'baseline_not_ready',
  'service_account_missing',
  'api_key_missing',
  'demo_run_missing',
  'demo_run_failed',
];

// Others may work in the workspace too: only what our own rows make true is claimed.
describe('onboarding', () => {
  const read = async (): Promise<Onboarding> => (await readDetail()).onboarding;
  before(async function () {
    await needManager(this);
  });

  it('counts an account and a key as soon as they are there', async () => {
    await issue();
    const { checklist, blockers, summary } = await read();
    assert.equal(checklist.workspace_created, true);
    assert.equal(checklist.service_account_created, true);
    assert.equal(checklist.api_key_created, true);
    assert.ok(summary.service_accounts_total > 0 && summary.api_keys_total > 0);
    const codes = blockers.map(({ code }) => code);
    assert.ok(!codes.includes('service_account_missing') && !codes.includes('api_key_missing'));
  });

  it('shows at most one blocker of the way to the first run, with words and a place', async () => {
    const { blockers, recommended_next: next } = await read();
    assert.ok(blockers.filter(({ code }) => credentialChain.includes(code)).length <= 1);
    for (const { message, severity, surface } of blockers) {
      assert.ok(message.length > 0 && surface.length > 0);
      assert.match(severity, /^(blocking|warning)$/);
    }
    assert.ok(next === null || next.action.length > 0);
  });

  it('counts the demo run that the key itself made', async function () {
    const { finished } = await demoRun(this);
    const { checklist, latest_demo_run: latest, blockers, status } = await read();
    assert.equal(checklist.demo_run_created, true);
    assert.ok(latest);
    assert.ok(!blockers.some(({ code }) => code === 'demo_run_missing'));
    if (latest.run_id !== finished.run_id) skipTest(this, 'somebody else made a newer demo run');
    assert.equal(latest.status, finished.status);
    assert.equal(checklist.demo_run_succeeded, finished.status === 'completed');
    const isThrough = checklist.baseline_ready && finished.status === 'completed';
    if (isThrough) assert.equal(status, 'demo_run_succeeded');
  });

  it('counts runs as usage of the period', async function () {
    await demoRun(this);
    const { usage } = await readDetail();
    const runs = usage.metrics.runs_created;
    assert.ok(runs && runs.used >= 1);
    assert.ok(runs.limit === null || runs.limit >= 0);
  });
});
