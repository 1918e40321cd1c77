import assert from 'node:assert/strict';
import { forgetSecret } from '../../../src/commands/secrets/forgetSecret.ts';
import { importSecret } from '../../../src/commands/secrets/importSecret.ts';
import { CancelledError } from '../../../src/domain/errors.ts';
import { answeredArgument } from '../../../src/editor/ownArguments.ts';
import { forgetCopy } from '../../../src/lifecycle/protocols/localCopies.ts';
import { openProvenFixture, type LifecycleFixture } from '../lifecycle/lifecycleFixture.ts';
import { keyWindow } from './support/keyWindow.ts';
import { dismisses, scriptedPerson, type Answer } from './support/scriptedPerson.ts';

describe('the local copy of a key', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openProvenFixture();
  });
  afterEach(() => fixture.dispose());

  const opened = async (argument: object | undefined, ...answers: readonly Answer[]) => {
    const person = scriptedPerson(...answers);
    return { person, window: await keyWindow(fixture, person, { argument }) };
  };
  const stateOf = async (keyId: string) =>
    (await fixture.lifecycle.copies.marker('here', keyId))?.state;
  const valueOf = async (keyId: string) => (await fixture.lifecycle.copies.read('here', keyId))!;
  /** A key whose copy is gone, with the secret that it had. */
  const lost = async () => {
    const { keyId } = await fixture.key();
    const secret = await valueOf(keyId);
    await forgetCopy(fixture.lifecycle, { ...fixture.at, key: await fixture.row(keyId) });
    return { keyId, value: secret.reveal() };
  };

  describe('that is imported', () => {
    it('is kept once the control plane has accepted it', async () => {
      const { keyId, value } = await lost();
      const { window, person } = await opened({ keyId }, value);
      await importSecret(window.ports, { keyId });
      assert.match(person.asked[0]!, /^Import Secret of /);
      assert.equal((await valueOf(keyId)).reveal(), value);
      assert.match(window.told.at(-1)!, /^quietly: The secret of .* is kept by this editor\.$/);
    });

    it('is refused for the secret of another key, and sent nowhere', async () => {
      const { keyId } = await lost();
      const other = await valueOf((await fixture.key()).keyId);
      const { window } = await opened({ keyId }, other.reveal());
      await assert.rejects(
        importSecret(window.ports, { keyId }),
        /This is the secret of .*\. It was not sent to here\./,
      );
      assert.equal(await stateOf(keyId), 'let-go');
    });

    it('is not kept where the control plane refuses it', async () => {
      const { keyId, value } = await lost();
      const wrong = value.slice(0, -1) + (value.endsWith('0') ? '1' : '0');
      const { window } = await opened({ keyId }, wrong);
      await assert.rejects(importSecret(window.ports, { keyId }));
      assert.equal(await stateOf(keyId), 'let-go');
    });

    it('is asked for among the keys that have none', async () => {
      const { keyId, value } = await lost();
      await fixture.key();
      const { key_prefix: prefix } = await fixture.row(keyId);
      const { window, person } = await opened(undefined, prefix, value);
      await importSecret(window.ports, undefined);
      assert.deepEqual(person.asked, ['Import Secret', `Import Secret of ${prefix}`]);
      assert.equal(await stateOf(keyId), 'held');
    });
  });

  describe('that is forgotten', () => {
    it('is asked about with what it is used for', async () => {
      const line = { kind: 'env', file: 'file:///project/.env', variable: 'KEY' } as const;
      const { keyId } = await fixture.placedKey(line);
      const { window, person } = await opened({ keyId }, dismisses);
      await assert.rejects(forgetSecret(window.ports, { keyId }), CancelledError);
      assert.match(person.shown.join('\n'), /goes on working[\s\S]*\/project\/\.env, KEY/);
      assert.equal(await stateOf(keyId), 'held');
    });

    it('goes without a question where the person has said yes to exactly that', async () => {
      const { keyId } = await fixture.key();
      const argument = answeredArgument({ keyId });
      const { window } = await opened(argument);
      await forgetSecret(window.ports, argument);
      assert.equal(await stateOf(keyId), 'let-go');
      assert.equal(window.row(keyId).hasCopy, false);
    });

    it('is none of a key that has none here', async () => {
      const { keyId } = await lost();
      const { window } = await opened({ keyId });
      await assert.rejects(forgetSecret(window.ports, { keyId }), /has no copy of the secret/);
    });
  });
});
