import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createHostSecrets } from '../../src/editor/hosts/hostSecrets.ts';
import { adoptCopies } from '../../src/editor/secrets/adoptCopies.ts';
import { createVault } from '../../src/editor/secrets/vault.ts';
import { importCopy } from '../../src/lifecycle/protocols/localCopies.ts';
import { openLifecycle } from '../../src/lifecycle/context.ts';
import { remoteConnection } from '../fixtures/remoteConnection.ts';
import { createClient, type Client } from '../unit/hosts/client.ts';
import { openFixture, type LifecycleFixture } from '../unit/lifecycle/lifecycleFixture.ts';
import { answerWith } from './support/windowOf.ts';

const container = { path: 'container', remote: 'dev-container', hostname: '3f2a9c' };

describe('a host that lost its folder', () => {
  let client: Client;
  let fixture: LifecycleFixture;
  let restore = (): unknown => undefined;
  const told: string[] = [];
  beforeEach(async () => {
    client = await createClient();
    fixture = await openFixture();
    told.length = 0;
    restore = answerWith({
      showInformationMessage: async (sentence) => {
        told.push(sentence);
        return undefined;
      },
    });
  });
  afterEach(async () => {
    restore();
    await fixture.dispose();
    await client.dispose();
  });

  /** A window on that host: its folder there, its secrets with the client. */
  const window = (
    host: Parameters<Client['open']>[0] = container,
    pending: readonly object[] = [],
  ) => {
    const { id } = client.open(host, 'shop');
    const vault = createVault(createHostSecrets(client.secrets, id));
    const folder = join(client.folderOf(host.path), 'lifecycle');
    const lifecycle = openLifecycle({ ...fixture.ports, vault, folder });
    const adopt = async () => {
      const keys = await Promise.all(
        (await fixture.rows()).map(async (key) => ({
          key,
          status: { kind: key.revoked_at === null ? 'active' : 'revoked', at: null },
          hasCopy:
            (await lifecycle.copies.marker(fixture.at.connectionId, key.api_key_id)) !== undefined,
        })),
      );
      const connection = { ...remoteConnection('here'), id: fixture.at.connectionId };
      const context = { connection, workspaceId: fixture.at.workspaceId };
      // What is adopted needs no more of a window.
      const parts = {
        keyList: {
          snapshot: { context, freshness: { kind: 'fresh' }, keys },
          refresh: async () => undefined,
        },
        localFacts: { pending },
        vault: {
          names: () => vault.names(),
          get: (name: string) => vault.get(name),
        },
        lifecycle: async () => lifecycle,
        log: { info: () => undefined, error: assert.ifError },
      } as unknown as Parameters<typeof adoptCopies>[0];
      return adoptCopies(parts);
    };
    return { lifecycle, vault, adopt };
  };

  it('finds the secrets that the client still keeps, and uses them again', async () => {
    const { keyId } = await fixture.key();
    const ended = await fixture.key();
    const before = window();
    for (const id of [keyId, ended.keyId]) {
      const secret = await fixture.lifecycle.copies.read(fixture.at.connectionId, id);
      assert.ok(secret);
      await importCopy(before.lifecycle, { ...fixture.at, key: await fixture.row(id) }, secret);
    }
    await fixture.server.keys.revokeApiKey(fixture.at.workspaceId, ended.keyId, {
      idempotencyKey: 'x',
    });
    await rm(client.folderOf('container'), { recursive: true });

    const anew = window({ ...container, hostname: '77b1e0' });
    assert.deepEqual(await anew.lifecycle.copies.held(), []);
    assert.equal(await anew.adopt(), 1);
    assert.deepEqual(
      (await anew.lifecycle.copies.held()).map((held) => held.keyId),
      [keyId],
    );
    const secret = await anew.lifecycle.copies.read(fixture.at.connectionId, keyId);
    assert.ok(secret && (await fixture.accepts(secret)));
    assert.match(
      told[0] ?? '',
      /The secret of 1 key, which this editor still had, is used again\.$/,
    );
  });

  it('takes no secret of another host, and none that is not the key’s', async () => {
    const { keyId } = await fixture.key();
    const row = await fixture.row(keyId);
    const secret = await fixture.lifecycle.copies.read(fixture.at.connectionId, keyId);
    assert.ok(secret);
    await importCopy(window().lifecycle, { ...fixture.at, key: row }, secret);
    const other = window({ path: 'other', remote: 'ssh-remote', hostname: 'build-1' });
    assert.equal(await other.adopt(), 0);
    const another = await fixture.lifecycle.copies.read(
      fixture.at.connectionId,
      (await fixture.key()).keyId,
    );
    assert.ok(another);
    await other.vault.store(`copy:${fixture.at.connectionId}:${keyId}`, another);
    assert.equal(await other.adopt(), 0);
    assert.deepEqual(await other.lifecycle.copies.held(), []);
  });

  it('waits where an operation is under way, which marks what it stores itself', async () => {
    const { keyId } = await fixture.key();
    const secret = await fixture.lifecycle.copies.read(fixture.at.connectionId, keyId);
    assert.ok(secret);
    const busy = window(container, [{}]);
    await busy.vault.store(`copy:${fixture.at.connectionId}:${keyId}`, secret);
    assert.equal(await busy.adopt(), 0);
    assert.equal(await window().adopt(), 1);
  });
});
