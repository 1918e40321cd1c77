import assert from 'node:assert/strict';
import { chooseConnection } from '../../../src/commands/connection/chooseConnection.ts';
import { disconnect } from '../../../src/commands/connection/disconnect.ts';
import type { ControlPlanes } from '../../../src/commands/ports.ts';
import { CancelledError } from '../../../src/domain/errors.ts';
import type { Connection } from '../../../src/editor/connection/connections.ts';
import { lend } from '../../../src/lifecycle/protocols/lend.ts';
import { remoteConnection } from '../../fixtures/remoteConnection.ts';
import { openProvenFixture, type LifecycleFixture } from '../lifecycle/lifecycleFixture.ts';
import { keyWindow } from './support/keyWindow.ts';
import { dismisses, scriptedPerson, type Answer } from './support/scriptedPerson.ts';

const local: Connection = { kind: 'local', id: 'local', name: 'Local', production: false };

describe('a connection', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openProvenFixture();
  });
  afterEach(() => fixture.dispose());

  /** A window with these connections, and what was removed of them. */
  const opened = async (list: readonly Connection[], ...answers: readonly Answer[]) => {
    const person = scriptedPerson(...answers);
    const { ports, pressed } = await keyWindow(fixture, person);
    const removed: string[] = [];
    // `as`: these commands ask for no more of a window's connections.
    const connections = {
      list: () => list,
      current: () => list[0],
      remove: async (id: string) => void removed.push(id),
    } as unknown as ControlPlanes['connections'];
    const planes = { connections } as ControlPlanes;
    return { person, ports: { ...ports, ...planes }, pressed, removed };
  };
  /** Leaves a loan in the journal, which waits for its end. */
  const lendOne = async () => {
    const { keyId } = await fixture.key();
    const key = await fixture.row(keyId);
    const request = { key, scope: ['runs:write'], minutes: 15, borrower: 'an agent' } as const;
    const outcome = await lend(fixture.lifecycle, { ...fixture.at, ...request });
    assert.equal(outcome.kind, 'lent');
  };
  const here = remoteConnection('here');

  describe('that is removed', () => {
    it('is picked among all, and goes after a yes', async () => {
      const { ports, person, removed } = await opened([local, here], 'here', 'Remove Connection');
      assert.deepEqual(await disconnect(ports), { connectionId: 'here' });
      assert.deepEqual(person.asked, ['Remove Connection', 'Remove the connection here?']);
      assert.match(person.shown.join(), /Its header values are deleted/);
      assert.deepEqual(removed, ['here']);
    });

    it('stays where the person declines', async () => {
      const { ports, person, removed } = await opened([local], 'Local', dismisses);
      await assert.rejects(disconnect(ports), CancelledError);
      assert.match(person.shown.join(), /Its database stays on this machine/);
      assert.deepEqual(removed, []);
    });

    it('stays where what is under way there is to be finished first', async () => {
      await lendOne();
      const { ports, person, pressed, removed } = await opened([here], 'here', 'Finish Now');
      await assert.rejects(disconnect(ports), CancelledError);
      assert.match(person.shown[0]!, /^Not finished: .* \(here\)\. Without its connection/);
      assert.deepEqual(pressed, ['keyrail.recover []']);
      assert.deepEqual(removed, []);
    });

    it('is none where there is none', async () => {
      const { ports } = await opened([]);
      await assert.rejects(disconnect(ports), /There is no connection to remove\./);
    });
  });

  describe('by URL that a command is about', () => {
    it('is the only one, without a question', async () => {
      const { ports } = await opened([local, here]);
      assert.equal((await chooseConnection(ports, undefined, 'Test')).id, 'here');
    });

    it('is picked where there are several, each with where it is and how it is known', async () => {
      const other = { ...remoteConnection('other'), headerNames: ['Authorization'] };
      const { ports, person } = await opened([here, other], 'other');
      assert.equal((await chooseConnection(ports, undefined, 'Test')).id, 'other');
      assert.deepEqual(person.asked, ['Test']);
    });

    it('is refused by a name that is none', async () => {
      const { ports } = await opened([here]);
      await assert.rejects(chooseConnection(ports, 'local', 'Test'), /with the id local\./);
      const { ports: empty } = await opened([local]);
      await assert.rejects(chooseConnection(empty, undefined, 'Test'), /no connection by URL yet/);
    });
  });
});
