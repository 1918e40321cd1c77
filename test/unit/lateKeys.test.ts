import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { watchLateKeys } from '../../src/editor/secrets/lateKeys.ts';
import type { ApiKey } from '../../src/wire/apiKeys.ts';
import { openFixture, type LifecycleFixture } from './lifecycle/lifecycleFixture.ts';

type Parts = Parameters<typeof watchLateKeys>[0];

/** A list that is asked for again and again, of which the watcher sees what it needs. */
function listOf(fixture: LifecycleFixture) {
  const events = new EventEmitter();
  let keys: readonly ApiKey[] = [];
  const list = {
    async refresh(): Promise<void> {
      keys = await fixture.rows();
      events.emit('refreshed');
    },
    onDidRefresh(listener: () => void) {
      events.on('refreshed', listener);
      return { dispose: () => events.off('refreshed', listener) };
    },
    get snapshot() {
      const { connectionId, workspaceId } = fixture.at;
      return {
        context: { connection: { id: connectionId }, workspaceId },
        freshness: { kind: 'fresh' },
        keys: keys.map((key) => ({ key })),
      };
    },
  };
  // `as`: a snapshot has more that is only drawn.
  return list as unknown as Parts['keyList'];
}

describe('late keys', () => {
  let fixture: LifecycleFixture;
  const troubles: unknown[] = [];
  const log = {
    warn: (text: string) => troubles.push(text),
    error: (_: string, error: unknown) => troubles.push(error),
    // `as`: what else a log can do is not asked of this one.
  } as unknown as Parts['log'];

  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(async () => {
    await fixture.dispose();
    assert.deepEqual(troubles.splice(0), []);
  });

  it('are ended also where they were listed while the rows before were being looked at', async () => {
    const { keyId } = await fixture.key();
    const keyList = listOf(fixture);
    await keyList.refresh();
    const gate = new EventEmitter();
    let looks = 0;
    const watch = watchLateKeys({
      keyList,
      log,
      lifecycle: async () => {
        if (looks++ === 0) await once(gate, 'open');
        return fixture.lifecycle;
      },
    });
    const { service_account_id, scope, expires_at } = await fixture.row(keyId);
    const late = await fixture.server.keys.createApiKey(
      fixture.at.workspaceId,
      { service_account_id, scope, expires_at },
      { idempotencyKey: 'forgotten' },
    );
    await keyList.refresh();
    const ended = new Promise<void>((resolve) => {
      keyList.onDidRefresh(resolve);
    });
    gate.emit('open');
    // Ending one makes the list old: it is asked for again.
    await ended;
    assert.equal((await fixture.row(late.apiKey.api_key_id)).status, 'revoked');
    assert.equal((await fixture.row(keyId)).status, 'active');
    watch.dispose();
  });
});
