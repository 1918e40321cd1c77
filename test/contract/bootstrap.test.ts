import assert from 'node:assert/strict';
import { bootstrapResult } from '../../src/wire/bootstrap.ts';
import { ask, inWorkspace, post } from './ask.ts';
import { dataOf, refusedWith } from './expect.ts';
import { fresh } from './names.ts';
import { skipSuite, skipTest } from './skip.ts';
import { needManager, readDetail } from './stage.ts';
import { target } from './target.ts';

describe('bootstrap', () => {
  before(async function () {
    await needManager(this);
    const { onboarding } = await readDetail();
    if (!onboarding.checklist.baseline_ready && !target().mayBootstrap) {
      skipSuite(this, 'the workspace has no baseline and --bootstrap was not given');
    }
  });

  it('asks for an idempotency key', async () => {
    refusedWith(await ask('POST', inWorkspace('/bootstrap')), 400, 'invalid_request');
  });

  it('makes the baseline once, however often it is asked', async function () {
    const key = fresh('bootstrap');
    const first = await post(inWorkspace('/bootstrap'), key);
    if (first.status === 429) {
      refusedWith(first, 429, 'plan_limit_exceeded');
      skipTest(this, 'the plan allows too few tool providers');
    }
    const made = dataOf(first, 201, bootstrapResult);
    assert.deepEqual([made.providers.length, made.policies.length], [2, 3]);
    assert.equal(made.workspace.workspace_id, target().workspaceId);

    const replayed = dataOf(await post(inWorkspace('/bootstrap'), key), 200, bootstrapResult);
    const again = await post(inWorkspace('/bootstrap'), fresh('bootstrap'));
    const { summary, providers } = dataOf(again, 201, bootstrapResult);
    assert.deepEqual([summary.providers_created, summary.policies_created], [0, 0]);
    assert.deepEqual([summary.providers_existing, summary.policies_existing], [2, 3]);
    const ids = (rows: typeof providers) => rows.map((row) => row.tool_provider_id).sort();
    assert.deepEqual(ids(providers), ids(made.providers));
    assert.deepEqual(ids(replayed.providers), ids(made.providers));
    assert.equal((await readDetail()).onboarding.checklist.baseline_ready, true);
  });
});
