import assert from 'node:assert/strict';
import { createServiceAccount } from '../../../src/commands/workspace/createServiceAccount.ts';
import { disableServiceAccount } from '../../../src/commands/workspace/disableServiceAccount.ts';
import { showAccountKeys } from '../../../src/commands/workspace/showAccountKeys.ts';
import { keyLabel } from '../../../src/domain/keys/keyLabel.ts';
import { CancelledError } from '../../../src/domain/errors.ts';
import { answeredArgument } from '../../../src/editor/ownArguments.ts';
import { openProvenFixture, type LifecycleFixture } from '../lifecycle/lifecycleFixture.ts';
import { keyWindow } from './support/keyWindow.ts';
import { dismisses, scriptedPerson, type Answer } from './support/scriptedPerson.ts';

describe('a service account', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openProvenFixture();
  });
  afterEach(() => fixture.dispose());

  type More = Omit<Parameters<typeof keyWindow>[2] & object, 'argument'>;
  const opened = async (
    argument: object | undefined,
    answers: readonly Answer[],
    more: More = {},
  ) => {
    const person = scriptedPerson(...answers);
    return { person, window: await keyWindow(fixture, person, { argument, ...more }) };
  };
  const statuses = async () =>
    Object.fromEntries(
      (await fixture.management.serviceAccounts(fixture.at.workspaceId)).map(
        ({ service_account_id: id, status }) => [id, status],
      ),
    );

  describe('that is created', () => {
    it('has the name that was given, and nobody is asked', async () => {
      const { window } = await opened({ name: 'deploy' }, []);
      const made = await createServiceAccount(window.ports, { name: 'deploy' });
      assert.equal(made.name, 'deploy');
      assert.equal((await statuses())[made.serviceAccountId], 'active');
    });

    it('is asked for its name, and about production by name', async () => {
      const { window, person } = await opened(undefined, ['nightly', dismisses], {
        production: true,
      });
      await assert.rejects(createServiceAccount(window.ports, undefined), CancelledError);
      assert.equal(person.asked[0], 'Create Service Account');
      assert.match(person.asked[1]!, /Create Service Account nightly.*production here/);
      assert.equal(Object.keys(await statuses()).length, 1);
    });

    it('is not made by a role that may not', async () => {
      const { window } = await opened({ name: 'x' }, [], { role: 'viewer' });
      await assert.rejects(
        createServiceAccount(window.ports, { name: 'x' }),
        /may not create service accounts/,
      );
    });
  });

  describe('that is disabled', () => {
    it('is named with the keys that stop working, and stays where the person declines', async () => {
      await fixture.key();
      const given = { serviceAccountId: fixture.accountId };
      const { window, person } = await opened(given, [dismisses]);
      await assert.rejects(disableServiceAccount(window.ports, given), CancelledError);
      assert.match(person.shown[0]!, /^These keys stop working at once: .*cannot be undone/);
      assert.equal((await statuses())[fixture.accountId], 'active');
    });

    it('asks nothing again of who has said yes, and is noted as our own doing', async () => {
      const given = answeredArgument({ serviceAccountId: fixture.accountId });
      const { window } = await opened(given, []);
      await disableServiceAccount(window.ports, given);
      assert.equal((await statuses())[fixture.accountId], 'disabled');
      const kinds: string[] = [];
      for await (const { kind } of fixture.lifecycle.ledger.events()) kinds.push(kind);
      assert.ok(kinds.includes('disable-account'));
    });

    it('is refused for one that there is not', async () => {
      const given = { serviceAccountId: 'svc_none' };
      const { window } = await opened(given, []);
      await assert.rejects(
        disableServiceAccount(window.ports, given),
        /There is no active service account svc_none\./,
      );
    });
  });

  describe('whose keys are listed', () => {
    it('is asked for, and the keyboard goes to the key that is picked', async () => {
      const { keyId } = await fixture.key();
      await fixture.key();
      const label = keyLabel({ key: await fixture.row(keyId), name: undefined });
      const { window, person } = await opened(undefined, ['ci-bot', label]);
      await showAccountKeys(window.ports, undefined);
      assert.deepEqual(person.asked, ['Show Keys of a Service Account', 'Keys of ci-bot']);
      assert.deepEqual(window.done, [`show ${keyId}`]);
    });

    it('offers another key, which goes to that account', async () => {
      const given = { serviceAccountId: fixture.accountId };
      const { window, person } = await opened(given, ['Create Key…']);
      await showAccountKeys(window.ports, given);
      assert.deepEqual(person.shown, ['$(add) Create Key…']);
      assert.deepEqual(window.pressed, [
        `keyrail.createKey ${JSON.stringify([{ serviceAccountId: fixture.accountId }])}`,
      ]);
    });
  });
});
