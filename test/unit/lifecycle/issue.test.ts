import assert from 'node:assert/strict';
import { issue } from '../../../src/lifecycle/issue.ts';
import { openDesk, inADay, type Desk } from './desk.ts';

describe('issuing a key', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.dispose());

  const wanted = () => ({
    ...desk.at,
    serviceAccountId: desk.accountId,
    scope: ['runs:write'] as const,
    expiresAt: inADay(),
  });

  it('keeps the secret, and leaves nothing in the journal', async () => {
    const outcome = await issue(desk.room, wanted());
    assert.equal(outcome.kind, 'kept');
    assert.ok(outcome.kind === 'kept');
    await outcome.settling;
    const secret = await desk.room.copies.read(desk.at.connectionId, outcome.keyId);
    assert.ok(secret && (await desk.accepts(secret)));
    assert.deepEqual((await desk.room.journal.find()).entries, []);
  });
});
