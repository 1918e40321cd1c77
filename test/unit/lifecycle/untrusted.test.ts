import assert from 'node:assert/strict';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { issue } from '../../../src/lifecycle/protocols/issue.ts';
import { lend } from '../../../src/lifecycle/protocols/lend.ts';
import { rotateWithOverlap } from '../../../src/lifecycle/protocols/overlap.ts';
import { revoke } from '../../../src/lifecycle/protocols/revoke.ts';
import { rotate } from '../../../src/lifecycle/protocols/rotate.ts';
import { inADay, openFixture, type LifecycleFixture } from './lifecycleFixture.ts';

const untrusted = new UserFacingError('The folder is not trusted.');

describe('a folder that is not trusted', () => {
  let fixture: LifecycleFixture;
  before(async () => {
    fixture = await openFixture();
  });
  after(() => fixture.dispose());

  const lifecycle = () => ({
    ...fixture.lifecycle,
    ports: {
      ...fixture.lifecycle.ports,
      requireTrust: () => {
        throw untrusted;
      },
    },
  });

  it('gets no key, whoever begins it: a command, a link, an agent', async () => {
    const { keyId } = await fixture.key();
    const key = await fixture.row(keyId);
    const before = (await fixture.rows()).length;
    const narrow = ['runs:write'] as const;
    const begun = [
      issue(lifecycle(), {
        ...fixture.at,
        serviceAccountId: fixture.accountId,
        scope: narrow,
        expiresAt: inADay(),
      }),
      rotate(lifecycle(), { ...fixture.at, key, places: [] }),
      rotateWithOverlap(lifecycle(), { ...fixture.at, key, places: [], grace: 'now' }),
      lend(lifecycle(), { ...fixture.at, key, scope: narrow, minutes: 15, borrower: 'a terminal' }),
    ];
    for (const each of begun) await assert.rejects(each, untrusted);
    assert.equal((await fixture.rows()).length, before);
    assert.deepEqual((await fixture.lifecycle.journal.find()).entries, []);
  });

  it('can have a key ended all the same', async () => {
    const { keyId } = await fixture.key();
    const outcome = await revoke(lifecycle(), { ...fixture.at, key: await fixture.row(keyId) });
    assert.equal(outcome.kind, 'revoked');
    assert.equal((await fixture.row(keyId)).status, 'revoked');
  });
});
