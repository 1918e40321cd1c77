import assert from 'node:assert/strict';
import { createKey } from '../../../src/commands/keys/createKey.ts';
import { CancelledError } from '../../../src/domain/errors.ts';
import { answeredArgument } from '../../../src/editor/ownArguments.ts';
import { openProvenFixture, type LifecycleFixture } from '../lifecycle/lifecycleFixture.ts';
import { keyWindow } from './support/keyWindow.ts';
import { dismisses, scriptedPerson, type Answer } from './support/scriptedPerson.ts';

describe('the command that creates a key', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openProvenFixture();
  });
  afterEach(() => fixture.dispose());

  const called = async (
    argument: object | undefined,
    more: Omit<Parameters<typeof keyWindow>[2] & object, 'argument'> = {},
    ...answers: readonly Answer[]
  ) => {
    const person = scriptedPerson(...answers);
    const window = await keyWindow(fixture, person, { argument, ...more });
    return { person, window, made: createKey(window.ports, argument) };
  };

  it('asks a program nothing: runs:write for 90 days, owned by the only account, no name, no offer', async () => {
    const { made, window } = await called({});
    const { keyId, expiresAt } = await made;
    const row = await fixture.row(keyId);
    assert.deepEqual(row.scope, ['runs:write']);
    assert.equal(row.service_account_id, fixture.accountId);
    const days = (Date.parse(expiresAt ?? '') - Date.now()) / 86_400_000;
    assert.ok(days > 89.9 && days <= 90, String(days));
    assert.equal(window.notes.size, 0);
    assert.deepEqual(window.told, []);
  });

  it('asks a person for scopes, expiry and name, and offers what they want next', async () => {
    const { made, person, window } = await called(
      undefined,
      { presses: 'Write to .env' },
      ['runs:write', 'approvals:write'],
      'Never',
      'ci',
    );
    const { keyId, expiresAt } = await made;
    assert.equal(expiresAt, null);
    assert.deepEqual((await fixture.row(keyId)).scope.toSorted(), [
      'approvals:write',
      'runs:write',
    ]);
    assert.equal(window.notes.get(keyId)?.name, 'ci');
    assert.deepEqual(person.asked, ['Create Key', 'Create Key', 'Create Key']);
    assert.match(window.told.join(), /^info: The secret of ci is kept by this editor\.$/);
    assert.deepEqual(window.pressed, [`keyrail.writeToEnv ${JSON.stringify([{ keyId }])}`]);
  });

  it('asks a person who ticks nothing whether they mean full access, and again where they do not', async () => {
    const { made, person } = await called(
      undefined,
      {},
      [],
      'No',
      [],
      'Create with Full Access',
      'Never',
      '',
    );
    // The local control plane has no such keys, and was asked for one.
    await assert.rejects(made, /400 invalid_request/);
    assert.equal(
      person.asked.filter((each) => each === 'Create a key with full access?').length,
      2,
    );
  });

  it('makes no key with full access that a program wants and nobody has agreed to', async () => {
    const wanted = { scope: [], expiresAt: null };
    await assert.rejects((await called(wanted)).made, /Name its scopes/);
    // The local control plane has no such keys, and was asked for one.
    const agreed = await called(answeredArgument({ ...wanted }));
    await assert.rejects(agreed.made, /400 invalid_request/);
  });

  it('makes none with a scope that nobody knows', async () => {
    await assert.rejects((await called({ scope: ['runs:fly'] })).made, /no scope named runs:fly/);
    assert.deepEqual(await fixture.rows(), []);
  });

  it('names production before it makes one there, unless that was agreed to', async () => {
    const { made, person } = await called({}, { production: true }, dismisses);
    await assert.rejects(made, CancelledError);
    assert.match(person.asked.join(), /^Create Key on production here\?$/);
    assert.deepEqual(await fixture.rows(), []);
    await (
      await called(answeredArgument({}), { production: true })
    ).made;
    assert.equal((await fixture.rows()).length, 1);
  });

  it('makes none whose secret could not go where it is meant to', async () => {
    await assert.rejects((await called({ env: { file: 'notes.txt' } })).made, /no env file/);
    assert.deepEqual(await fixture.rows(), []);
  });

  it('shows what it writes, unless the person lets programs act unseen', async () => {
    for (const [isAutomated, how] of [
      [false, 'shown'],
      [true, 'unseen'],
    ] as const) {
      const { made, window } = await called({ env: { file: '.env.local' } }, { isAutomated });
      const { keyId, env } = await made;
      assert.deepEqual(window.done, [`write ${keyId} to .env.local, ${how}`]);
      assert.equal(env?.file, '.env.local');
    }
  });

  it('says beforehand what a role may not do', async () => {
    await assert.rejects(
      (await called({}, { role: 'viewer' })).made,
      /Your role here is viewer, which may not create keys/,
    );
    assert.deepEqual(await fixture.rows(), []);
  });

  it('knows no account but those that are active', async () => {
    await assert.rejects((await called({ serviceAccountId: 'svc_gone' })).made, /svc_gone/);
  });
});
