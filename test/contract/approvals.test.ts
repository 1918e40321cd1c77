import assert from 'node:assert/strict';
import { decidedApproval } from '../../src/wire/approvals.ts';
import { createdRun, type Run } from '../../src/wire/runs.ts';
import { post } from './ask.ts';
import { dataOf, refusedWith } from './expect.ts';
import { fresh } from './names.ts';
import { settled, start } from './runStage.ts';
import { skipSuite } from './skip.ts';
import { createAccount, issue, needManager } from './stage.ts';
import type { Issued } from './stage.ts';

const scope = ['runs:write', 'runs:manage', 'approvals:write'];

describe('approvals', () => {
  let plain: Issued;
  let approver: Issued;
  let waiting: Run | undefined;
  const decide = (key: Issued, id: string, body: object, idempotencyKey = fresh('decide')) =>
    post(`/approvals/${id}/decision`, idempotencyKey, { as: key.secret, body });

  before(async function () {
    await needManager(this);
    plain = await issue({ scope });
    const body = {
      input: { kind: 'user_instruction', text: 'Prepare a note for external review.' },
      policy_context: { labels: ['external-send'] },
    };
    const begin = () => post('/runs', fresh('approval'), { as: plain.secret, body });
    const { run_id } = dataOf(await start(this, begin), 201, createdRun);
    waiting = await settled(plain.secret, run_id);
    if (waiting.status !== 'waiting_approval' || waiting.pending_approval_id === null) {
      skipSuite(this, 'no policy here asks for approval');
    }
    const { service_account_id } = await createAccount('approver', 'legal_approver');
    approver = await issue({ scope, service_account_id });
  });
  after(async () => {
    // A run that still waits would wait for ever; where none was started there is nothing to end.
    if (waiting === undefined) return;
    await post(`/runs/${waiting.run_id}:cancel`, fresh('cancel'), { as: plain.secret });
  });
  const pending = () => waiting?.pending_approval_id ?? '';
  const runId = () => waiting?.run_id ?? '';

  it('does not know approvals that do not exist', async () => {
    const answer = await decide(plain, fresh('none'), { decision: 'rejected' });
    refusedWith(answer, 404, 'approval_not_found');
  });

  it('refuses a decision that is none', async () => {
    refusedWith(await decide(approver, pending(), { decision: 'maybe' }), 400, 'invalid_request');
  });

  it('refuses an account without the role of an approver', async () => {
    const answer = await decide(plain, pending(), { decision: 'rejected' });
    const { details } = refusedWith(answer, 403, 'tenant_access_denied');
    assert.ok(Array.isArray(details['required_roles']));
  });

  it('takes a decision once', async () => {
    const idempotencyKey = fresh('decide');
    const body = { decision: 'rejected', comment: 'contract', reason_code: 'contract' };
    const answer = await decide(approver, pending(), body, idempotencyKey);
    const decided = dataOf(answer, 200, decidedApproval);
    assert.deepEqual([decided.status, decided.run_id], ['rejected', runId()]);
    const again = await decide(approver, pending(), body, idempotencyKey);
    if (again.status !== 200) refusedWith(again, 409, 'approval_already_decided');
    const other = await decide(approver, pending(), { decision: 'approved' });
    refusedWith(other, 409, 'approval_already_decided');
  });

  it('lets the run go on', async () => {
    let now = await settled(plain.secret, runId());
    for (let turn = 0; turn < 20 && now.status === 'waiting_approval'; turn++) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      now = await settled(plain.secret, runId());
    }
    assert.notEqual(now.status, 'waiting_approval');
  });
});
