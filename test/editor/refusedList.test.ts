import assert from 'node:assert/strict';
import { chooseKey } from '../../src/commands/chooseKey.ts';
import { createKey } from '../../src/commands/keys/createKey.ts';
import { panic } from '../../src/commands/panic/panic.ts';
import { UserFacingError } from '../../src/domain/errors.ts';
import { emptySnapshot } from '../../src/editor/keys/snapshot.ts';
import { windowPorts } from '../../src/commands/windowPorts.ts';
import type { Services } from '../../src/services.ts';

const dispose = { dispose: () => undefined };
const because = 'Your role may not list keys.';

/** A window whose server had answered, and refuses to list anything from then on. */
function refused(): Services {
  const connection = { kind: 'local', id: 'local', name: 'Local', production: false } as const;
  const context = {
    connection,
    workspaceId: 'ws_one',
    workspaceName: 'One',
    workspaceSlug: 'one',
    role: undefined,
  };
  const snapshot = { ...emptySnapshot, freshness: { kind: 'failed', because } };
  const keyList = { here: async () => ({ context }), snapshot, refresh: async () => undefined };
  const refuse = () => Promise.reject(new UserFacingError(because));
  // No more of them is asked for where there are no rows.
  return {
    keyList,
    lifecycle: async () => ({ copies: { held: async () => [] } }),
    connections: {
      list: () => [connection],
      current: () => connection,
      onDidChange: () => dispose,
    },
    local: { open: refuse },
  } as unknown as Services;
}

describe('a list of keys that is refused', () => {
  it('is what a panic tells of, rather than that there is no key', async () => {
    const told = { message: new RegExp(because) };
    await assert.rejects(panic(windowPorts(refused(), undefined), undefined), told);
    await assert.rejects(panic(windowPorts(refused(), {}), {}), told);
  });

  it('is what creating a key tells of before it asks anything', async () => {
    const services = refused();
    const { keyList } = services;
    let asked = 0;
    const stale = { ...emptySnapshot, freshness: { kind: 'stale', since: 0, because: 'Away.' } };
    const away = {
      ...keyList,
      snapshot: stale,
      async refresh() {
        asked++;
      },
    } as unknown as Services['keyList'];
    const ports = windowPorts({ ...services, keyList: away }, undefined);
    await assert.rejects(createKey(ports, undefined), { message: 'Away.' });
    assert.equal(asked, 1);
  });

  it('is what a command tells of that asks for a key', async () => {
    const question = { title: 'Rotate Key Now', none: 'There is no live key to rotate.' };
    await assert.rejects(
      chooseKey(windowPorts(refused(), undefined), undefined, question, () => true),
      { message: because },
    );
  });
});
