import assert from 'node:assert/strict';
import { delivery, type Delivery, type DeliverySection } from '../../src/wire/delivery.ts';
import { ask, inWorkspace, post } from './ask.ts';
import { dataOf, hasStatus, refusedWith } from './expect.ts';
import { fresh } from './names.ts';
import { needManager } from './stage.ts';
import { target } from './target.ts';

const path = () => inWorkspace('/delivery');

function sent({ status, owner_user_id, notes, evidence_links }: DeliverySection) {
  return { status, owner_user_id, notes, evidence_links };
}

async function read(): Promise<Delivery> {
  return dataOf(await ask('GET', path()), 200, delivery);
}

describe('delivery tracks', () => {
  let found: Delivery | undefined;
  before(async function () {
    await needManager(this);
    found = await read();
  });
  after(async () => {
    if (!found) return;
    const body = { verification: sent(found.verification), go_live: sent(found.go_live) };
    hasStatus(await post(path(), fresh('restore'), { body }), 200);
    const { verification, go_live } = await read();
    assert.deepEqual({ verification: sent(verification), go_live: sent(go_live) }, body);
  });

  it('shows both tracks of the workspace', async () => {
    const { workspace_id, verification, go_live } = await read();
    assert.equal(workspace_id, target().workspaceId);
    for (const { status } of [verification, go_live]) {
      assert.match(status, /^(pending|in_progress|complete)$/);
    }
  });

  it('keeps what is sent and leaves the other track as it was sent back', async () => {
    const { verification, go_live } = await read();
    const link = { label: 'contract', url: `keyrail://contract/${fresh('link')}` };
    const notes = fresh('notes');
    const changed = { ...sent(verification), notes, evidence_links: [link] };
    const body = { verification: changed, go_live: sent(go_live) };
    const idempotencyKey = fresh('delivery');
    for (const answer of [
      await post(path(), idempotencyKey, { body }),
      await post(path(), idempotencyKey, { body }),
    ]) {
      const stored = dataOf(answer, 200, delivery);
      assert.deepEqual(sent(stored.verification), changed);
      assert.deepEqual(sent(stored.go_live), sent(go_live));
    }
    assert.deepEqual(sent((await read()).verification), changed);
    const other = { ...body, verification: { ...changed, notes: 'other' } };
    refusedWith(await post(path(), idempotencyKey, { body: other }), 409, 'idempotency_conflict');
  });

  it('drops an incomplete evidence link or refuses it', async () => {
    const { verification, go_live } = await read();
    const links = [{ label: 'whole', url: 'https://example.com/' }, { label: 'no address' }];
    const body = {
      verification: { ...sent(verification), evidence_links: links },
      go_live: sent(go_live),
    };
    const answer = await post(path(), fresh('delivery'), { body });
    if (answer.status === 400) refusedWith(answer, 400, 'invalid_request');
    else assert.deepEqual(dataOf(answer, 200, delivery).verification.evidence_links, [links[0]]);
  });

  it('refuses what it cannot keep', async () => {
    const { verification, go_live } = await read();
    const whole = { verification: sent(verification), go_live: sent(go_live) };
    const bad: unknown[] = [
      { verification: whole.verification },
      { ...whole, verification: { ...whole.verification, status: 'done' } },
      { ...whole, verification: { ...whole.verification, owner_user_id: fresh('nobody') } },
      { ...whole, verification: { status: 'pending' } },
    ];
    for (const body of bad) {
      refusedWith(await post(path(), fresh('bad'), { body }), 400, 'invalid_request');
    }
    refusedWith(await ask('POST', path(), { body: whole }), 400, 'invalid_request');
  });
});
