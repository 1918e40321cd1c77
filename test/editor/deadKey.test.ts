import assert from 'node:assert/strict';
import { writeToEnv } from '../../src/commands/placements/writeToEnv.ts';
import { emptySnapshot } from '../../src/editor/keys/snapshot.ts';
import { windowPorts } from '../../src/commands/windowPorts.ts';
import type { Services } from '../../src/services.ts';
import { days, makeRow } from '../unit/domain/rows.ts';

describe('the secret of a key that has ended', () => {
  const servicesWith = (...keys: ReturnType<typeof makeRow>[]): Services => {
    const connection = { kind: 'local', id: 'local', name: 'Local', production: false } as const;
    const context = { connection, workspaceId: 'ws_one', workspaceName: 'One' };
    const keyList = { here: async () => ({ context }), snapshot: { ...emptySnapshot, keys } };
    return { keyList } as unknown as Services; // Nothing else is asked before it is refused.
  };
  const revoked = makeRow({ api_key_id: 'key_gone', status: 'revoked' }, { hasCopy: true });
  const expired = makeRow({ api_key_id: 'key_old', expires_at: days(-1) }, { hasCopy: true });

  it('is not offered for a .env', async () => {
    await assert.rejects(
      writeToEnv(windowPorts(servicesWith(revoked, expired), undefined), undefined),
      /holds no secret that could be written/,
    );
  });

  it('is not written where it is asked for by name', async () => {
    for (const row of [revoked, expired]) {
      const argument = { keyId: row.key.api_key_id };
      await assert.rejects(
        writeToEnv(windowPorts(servicesWith(row), argument), argument),
        /opens nothing any more/,
      );
    }
  });
});
