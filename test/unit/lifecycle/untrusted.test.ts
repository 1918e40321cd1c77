import assert from 'node:assert/strict';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { issue } from '../../../src/lifecycle/protocols/issue.ts';
import { lend } from '../../../src/lifecycle/protocols/lend.ts';
import { rotateWithOverlap } from '../../../src/lifecycle/protocols/overlap.ts';
import { revoke } from '../../../src/lifecycle/protocols/revoke.ts';
import { rotate } from '../../../src/lifecycle/protocols/rotate.ts';
import { inADay, openDesk, type Desk } from './desk.ts';

const untrusted = new UserFacingError('The folder is not trusted.');

describe('a folder that is not trusted', () => {
  let desk: Desk;
  before(async () => {
    desk = await openDesk();
  });
  after(() => desk.dispose());

  const room = () => ({
    ...desk.room,
    ports: {
      ...desk.room.ports,
      requireTrust: () => {
        throw untrusted;
      },
    },
  });

  it('gets no key, whoever begins it: a command, a link, an agent', async () => {
    const { keyId } = await desk.key();
    const key = await desk.row(keyId);
    const before = (await desk.rows()).length;
    const narrow = ['runs:write'] as const;
    const begun = [
      issue(room(), {
        ...desk.at,
        serviceAccountId: desk.accountId,
        scope: narrow,
        expiresAt: inADay(),
      }),
      rotate(room(), { ...desk.at, key, places: [] }),
      rotateWithOverlap(room(), { ...desk.at, key, places: [], grace: 'now' }),
      lend(room(), { ...desk.at, key, scope: narrow, minutes: 15, borrower: 'a terminal' }),
    ];
    for (const each of begun) await assert.rejects(each, untrusted);
    assert.equal((await desk.rows()).length, before);
    assert.deepEqual((await desk.room.journal.find()).entries, []);
  });

  it('can have a key ended all the same', async () => {
    const { keyId } = await desk.key();
    const outcome = await revoke(room(), { ...desk.at, key: await desk.row(keyId) });
    assert.equal(outcome.kind, 'revoked');
    assert.equal((await desk.row(keyId)).status, 'revoked');
  });
});
