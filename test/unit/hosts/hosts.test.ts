import assert from 'node:assert/strict';
import { carryNames } from '../../../src/editor/hosts/carryNames.ts';
import type { Host } from '../../../src/editor/hosts/host.ts';
import { createHostSecrets } from '../../../src/editor/hosts/hostSecrets.ts';
import { createHostState } from '../../../src/editor/hosts/hostState.ts';
import { forgetOthers, othersHave } from '../../../src/editor/hosts/othersHave.ts';
import { isOneHosts, ownerOf } from '../../../src/editor/hosts/ownedNames.ts';
import { createClient, Killed, type Client } from './client.ts';

const laptop = { path: 'laptop', hostname: 'laptop' };
const container = { path: 'container', remote: 'dev-container', hostname: '3f2a9c' };
const server = { path: 'server', remote: 'ssh-remote', hostname: 'build-1', machine: 'm1' };

describe('one client with several hosts', () => {
  let client: Client;
  beforeEach(async () => {
    client = await createClient();
  });
  afterEach(() => client.dispose());

  describe('knows a host', () => {
    it('by the id in its folder, in every window and workspace', () => {
      const { id } = client.open(laptop);
      assert.equal(client.open(laptop, 'another folder').id, id);
      assert.notEqual(client.open(container).id, id);
      assert.notEqual(client.open(server).id, client.open(container).id);
    });

    it('again whose container was built anew, by the workspace that is open', async () => {
      const { id } = client.open(container, 'shop');
      await client.lose('container');
      const anew = client.open({ ...container, hostname: '77b1e0' }, 'shop');
      assert.deepEqual([anew.id, anew.isRegained], [id, true]);
      assert.deepEqual(client.open({ ...container, hostname: '77b1e0' }, 'shop').isRegained, false);
    });

    it('again by its own name, where another workspace is opened', async () => {
      const { id } = client.open(server, 'shop');
      await client.lose('server');
      assert.equal(client.open(server, 'blog').id, id);
      await client.lose('laptop');
      const here = client.open(laptop).id;
      await client.lose('laptop');
      assert.equal(client.open({ ...laptop, hostname: 'renamed' }, 'blog').id, here);
    });

    it('for another one where only the name of its container, or nothing, is alike', async () => {
      const { id } = client.open(container, 'shop');
      await client.lose('container');
      assert.notEqual(client.open({ ...container, hostname: '77b1e0' }, 'blog').id, id);
      assert.notEqual(client.open({ ...server, path: 'elsewhere' }, 'shop').id, id);
    });

    it('for another one where two containers of one image have the id of its machine', async () => {
      const image = { ...container, machine: 'image' };
      const one = client.open(image, 'shop');
      // The other one has a disk of its own below the same path.
      await client.lose('container');
      const two = client.open({ ...image, hostname: '77b1e0' }, 'blog');
      assert.notEqual(two.id, one.id);
    });

    it('for another one where machines have the same name, and for nobody’s where two could be meant', async () => {
      const pi = { path: 'pi', remote: 'ssh-remote', hostname: 'raspberrypi', machine: '' };
      const one = client.open(pi, 'shop');
      await client.lose('pi');
      const two = client.open(pi, 'blog');
      assert.notEqual(two.id, one.id);
      // The system gets an id, the same by an image that was copied.
      client.open({ ...pi, machine: 'image' }, 'blog');
      await client.lose('pi');
      assert.equal(client.open({ ...pi, machine: 'image' }, 'third').id, two.id);
      await client.lose('pi');
      client.open({ ...pi, machine: 'image' }, 'shop');
      await client.lose('pi');
      const anew = client.open({ ...pi, machine: 'image' }, 'fourth');
      assert.ok(![one.id, two.id].includes(anew.id));
    });
  });

  const secretsOf = ({ id }: Host) => createHostSecrets(client.secrets, id);
  const listOf = (host: Host) =>
    createHostState(client.globalState, host, ['connections']).get<readonly { id: string }[]>(
      'connections',
      [],
    );

  it('says in every name whose it is, and shows a host its own alone', async () => {
    const [one, two] = [client.open(laptop), client.open(container)];
    await secretsOf(one).store('copy:local:k1', 'one');
    await secretsOf(two).store('copy:local:k1', 'two');
    assert.ok(client.names().every((name) => ownerOf(name)));
    assert.equal(await secretsOf(one).get('copy:local:k1'), 'one');
    assert.deepEqual(await secretsOf(two).keys(), ['copy:local:k1']);
    await secretsOf(one).delete('copy:local:k1');
    assert.equal(await secretsOf(two).get('copy:local:k1'), 'two');
  });

  it('says what others have, by their names, and removes it only when told', async () => {
    const [one, two] = [client.open(laptop), client.open(container)];
    await secretsOf(two).store('copy:acme:k1', 'two');
    const state = createHostState(client.globalState, two, []);
    await state.update('connections', [{ id: 'acme' }]);
    client.before({ 'copy:acme:k9': 'of before', 'copy:acme:k8': 'ours' });
    const had = othersHave(client.names(), client.globalState, one.id, (name) =>
      name.endsWith('k8'),
    );
    assert.deepEqual(had, { copies: 2, connections: 1, hosts: ['dev-container 3f2a9c'] });
    await secretsOf(one).store('copy:acme:k7', 'mine');
    await forgetOthers(client.secrets, client.globalState, one.id);
    assert.equal(await secretsOf(one).get('copy:acme:k7'), 'mine');
    assert.deepEqual(client.names().length, 1);
    assert.deepEqual(listOf(two), []);
  });

  describe('that had names of before', () => {
    const before = {
      'copy:acme:k1': 'first copy',
      'copy:acme:k2': 'second copy',
      'escrow:e1': 'sealing key',
      'canary:c1': 'canary',
      'connection:acme:https://acme.example:authorization': 'Bearer x',
      dismissals: 'digests',
    };
    const ofLaptop = (name: string) => name !== 'copy:acme:k2';
    const ofServer = (name: string) =>
      ['copy:acme:k1', 'copy:acme:k2'].includes(name) || !isOneHosts(name);
    const notes = new Map<string, string>();
    const carry = (host: Host, session: string, isOurs: (name: string) => boolean) =>
      carryNames({
        secrets: client.secrets,
        hostId: host.id,
        session,
        isOurs,
        carriedIn: {
          get: async () => notes.get(host.id),
          async set(now) {
            notes.set(host.id, now);
          },
        },
      });
    const assertAllThere = async (host: Host, isOurs: (name: string) => boolean, when: string) => {
      for (const [name, value] of Object.entries(before)) {
        if (isOurs(name)) assert.equal(await secretsOf(host).get(name), value, `${name}, ${when}`);
      }
    };
    beforeEach(() => {
      notes.clear();
      client.before(before);
    });

    it('has each of them at every moment, and removes no old one in the run that stored the new', async () => {
      const host = client.open(laptop);
      await carry(host, 'run 1', ofLaptop);
      await carry(host, 'run 1', ofLaptop);
      assert.ok(Object.keys(before).every((name) => client.names().includes(name)));
      await assertAllThere(host, ofLaptop, 'in the first run');
      await carry(host, 'run 2', ofLaptop);
      await assertAllThere(host, ofLaptop, 'in the second run');
      const old = client.names().filter((name) => !ownerOf(name));
      assert.deepEqual(old.toSorted(), [
        'connection:acme:https://acme.example:authorization',
        'copy:acme:k2',
        'dismissals',
      ]);
    });

    it('loses nothing to a kill after any change of the first, second or third run', async () => {
      let kills = 0;
      for (let run = 1; run <= 3; run++) {
        for (let changes = 0; ; changes++) {
          await client.dispose();
          client = await createClient();
          client.before(before);
          notes.clear();
          const host = client.open(laptop);
          for (let earlier = 1; earlier < run; earlier++) {
            await carry(host, `run ${earlier}`, ofLaptop);
            client.startAgain(false);
          }
          client.killAfter(changes);
          const killed = await carry(host, `run ${run}`, ofLaptop).then(
            () => false,
            (error: unknown) => {
              if (error instanceof Killed) return true;
              throw error;
            },
          );
          client.startAgain(killed);
          await assertAllThere(host, ofLaptop, `run ${run} killed after ${changes}`);
          for (const later of [4, 5]) {
            await carry(host, `run ${later}`, ofLaptop);
            client.startAgain(false);
            await assertAllThere(host, ofLaptop, `run ${later} after a kill`);
          }
          if (!killed) break;
          kills++;
        }
      }
      assert.ok(kills >= 8, String(kills));
    });

    it('gives each of two hosts its own, also what both had, whichever is opened first', async () => {
      const [one, two] = [client.open(laptop), client.open(server)];
      for (const run of ['1', '2', '3']) await carry(one, run, ofLaptop);
      for (const run of ['4', '5', '6']) await carry(two, run, ofServer);
      await assertAllThere(one, ofLaptop, 'on the laptop');
      await assertAllThere(two, ofServer, 'on the server');
      for (const name of await secretsOf(one).keys()) await secretsOf(one).delete(name);
      await assertAllThere(two, ofServer, 'after the laptop forgot everything');
      assert.deepEqual(await secretsOf(one).keys(), []);
    });

    it('begins with the connections that all hosts shared where it was used before, and not on a new one', async () => {
      await client.globalState.update('connections', [{ id: 'acme' }]);
      client.usedBefore('laptop');
      client.usedBefore('server');
      const [one, two, other] = [client.open(laptop), client.open(server), client.open(container)];
      assert.deepEqual(
        [listOf(one), listOf(two), listOf(other)],
        [[{ id: 'acme' }], [{ id: 'acme' }], []],
      );
      await createHostState(client.globalState, one, ['connections']).update('connections', []);
      assert.deepEqual([listOf(one), listOf(two)], [[], [{ id: 'acme' }]]);
    });
  });
});
