import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { watchLateKeys } from '../../src/editor/secrets/lateKeys.ts';
import type { ApiKey } from '../../src/wire/apiKeys.ts';
import { openDesk, type Desk } from './lifecycle/desk.ts';

type Parts = Parameters<typeof watchLateKeys>[0];

/** A list that is asked for again and again, of which the watcher sees what it needs. */
function listOf(desk: Desk) {
  const events = new EventEmitter();
  let keys: readonly ApiKey[] = [];
  const list = {
    async refresh(): Promise<void> {
      keys = await desk.rows();
      events.emit('refreshed');
    },
    onDidRefresh(listener: () => void) {
      events.on('refreshed', listener);
      return { dispose: () => events.off('refreshed', listener) };
    },
    get snapshot() {
      const { connectionId, workspaceId } = desk.at;
      return {
        context: { connection: { id: connectionId }, workspaceId },
        freshness: { kind: 'fresh' },
        keys: keys.map((key) => ({ key })),
      };
    },
  };
  // `as`: a snapshot has more that is only drawn.
  return list as unknown as Parts['keyRing'];
}

describe('late keys', () => {
  let desk: Desk;
  const troubles: unknown[] = [];
  const log = {
    warn: (text: string) => troubles.push(text),
    error: (_: string, error: unknown) => troubles.push(error),
    // `as`: what else a log can do is not asked of this one.
  } as unknown as Parts['log'];

  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(async () => {
    await desk.dispose();
    assert.deepEqual(troubles.splice(0), []);
  });

  it('are ended also where they were listed while the rows before were being looked at', async () => {
    const { keyId } = await desk.key();
    const keyRing = listOf(desk);
    await keyRing.refresh();
    const gate = new EventEmitter();
    let looks = 0;
    const watch = watchLateKeys({
      keyRing,
      log,
      room: async () => {
        if (looks++ === 0) await once(gate, 'open');
        return desk.room;
      },
    });
    const { service_account_id, scope, expires_at } = await desk.row(keyId);
    const late = await desk.server.keys.createApiKey(
      desk.at.workspaceId,
      { service_account_id, scope, expires_at },
      { idempotencyKey: 'forgotten' },
    );
    await keyRing.refresh();
    const ended = new Promise<void>((resolve) => {
      keyRing.onDidRefresh(resolve);
    });
    gate.emit('open');
    // Ending one makes the list old: it is asked for again.
    await ended;
    assert.equal((await desk.row(late.apiKey.api_key_id)).status, 'revoked');
    assert.equal((await desk.row(keyId)).status, 'active');
    watch.dispose();
  });
});
