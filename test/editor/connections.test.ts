import assert from 'node:assert/strict';
import { EventEmitter, workspace, type Memento, type SecretStorage } from 'vscode';
import { UserFacingError } from '../../src/domain/errors.ts';
import { Secret } from '../../src/domain/secrets/secret.ts';
import {
  createConnections,
  type RemoteConnection,
} from '../../src/editor/connection/connections.ts';
import type { LocalControlPlaneHost } from '../../src/editor/connection/localControlPlane.ts';
import { createSessions } from '../../src/editor/connection/session.ts';
import { targetOf } from '../../src/editor/keys/windowTarget.ts';

const staging: RemoteConnection = {
  kind: 'remote',
  id: 'staging',
  name: 'Staging',
  baseUrl: 'https://staging.example',
  production: false,
  headerNames: ['Authorization'],
};
const live: RemoteConnection = { ...staging, id: 'live', name: 'Live', production: true };
const value = (text: string) => new Map([['Authorization', new Secret(text)]]);

function memento(): Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: (key: string, otherwise?: unknown) => values.get(key) ?? otherwise,
    async update(key: string, next: unknown) {
      if (next === undefined) values.delete(key);
      else values.set(key, next);
    },
  } as Memento; // `get` has two overloads that one function cannot say.
}

/** What all windows of one person share. */
function person() {
  const globalState = memento();
  const values = new Map<string, string>();
  const changed = new EventEmitter<{ key: string }>();
  const wake = new EventEmitter<void>();
  const secrets: SecretStorage = {
    onDidChange: changed.event,
    get: async (key) => values.get(key),
    keys: async () => [...values.keys()],
    async store(key, next) {
      values.set(key, next);
      changed.fire({ key });
    },
    async delete(key) {
      values.delete(key);
      changed.fire({ key });
    },
  };
  const window = (workspaceState = memento()) => {
    const connections = createConnections(globalState, workspaceState, secrets, wake.event);
    let changes = 0;
    connections.onDidChange(() => changes++);
    return { connections, workspaceState, changes: () => changes };
  };
  return { globalState, values, wake, window };
}

async function until(what: string, accept: () => boolean): Promise<void> {
  const end = Date.now() + 5000;
  while (!accept()) {
    assert.ok(Date.now() < end, what);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('connections', () => {
  it('wait for an answer as long as the setting says now', async () => {
    const { connections } = person().window();
    const nobody = {} as LocalControlPlaneHost; // Asked for the local control plane alone.
    const sessions = createSessions(connections, nobody);
    const settings = workspace.getConfiguration('keyrail');
    const before = await sessions.open(staging);
    assert.equal(await sessions.open(staging), before);
    await settings.update('requestTimeoutMs', 12_345, true);
    try {
      const after = await sessions.open(staging);
      assert.notEqual(after, before);
      assert.equal(await sessions.open(staging), after);
    } finally {
      await settings.update('requestTimeoutMs', undefined, true);
    }
  });

  it('reach the other windows', async () => {
    const { window } = person();
    const [one, other] = [window(), window()];
    await one.connections.add(staging, value('Bearer a'));
    await until('the other window hears of it', () => other.changes() > 0);
    assert.deepEqual(other.connections.list(), [staging]);
    const before = other.changes();
    await one.connections.change({ ...staging, name: 'Stage' }, new Map());
    await until('and of an edit', () => other.changes() > before);
    assert.equal(other.connections.current()?.name, 'Stage');
  });

  it('are looked for when a window wakes up, and only then tell of a change', async () => {
    const { window, globalState, wake } = person();
    const { connections, changes } = window();
    wake.fire();
    assert.equal(changes(), 0);
    await globalState.update('connections', [staging]);
    wake.fire();
    assert.equal(changes(), 1);
    assert.deepEqual(connections.list(), [staging]);
  });

  it('let each VS Code workspace keep its choice', async () => {
    const { window } = person();
    const one = window();
    await one.connections.add(staging, value('Bearer a'));
    const other = window();
    assert.equal(other.connections.current()?.id, 'staging', 'begins with the last choice');
    await one.connections.add(live, value('Bearer b'));
    assert.equal(other.connections.current()?.id, 'staging', 'and is not moved to production');
    assert.equal(window(other.workspaceState).connections.current()?.id, 'staging');
    assert.equal(window().connections.current()?.id, 'live');
  });

  it('leave a workspace unconnected when its connection is removed, not on another one', async () => {
    const { window, values } = person();
    const { connections } = window();
    await connections.add(live, value('Bearer b'));
    await connections.add(staging, value('Bearer a'));
    await connections.remove('staging');
    assert.equal(connections.current(), undefined);
    assert.ok(![...values.keys()].some((key) => key.startsWith('connection:staging')));
  });

  it('give a value to its own origin only', async () => {
    const { window, globalState, values } = person();
    const { connections } = window();
    await connections.add(staging, value('Bearer a'));
    const moved = { ...staging, baseUrl: 'https://evil.example' };
    await assert.rejects(connections.change(moved, new Map()), /No value of Authorization/);
    // Even where somebody changed what is not secret behind our back.
    await globalState.update('connections', [moved]);
    await assert.rejects(connections.headers(moved), UserFacingError);
    assert.ok(![...values.keys()].some((key) => key.includes('evil')));
    assert.equal((await connections.headers(staging))['Authorization']?.reveal(), 'Bearer a');
  });

  it('forget the values that an edit leaves behind', async () => {
    const { window, values } = person();
    const { connections } = window();
    await connections.add(staging, value('Bearer a'));
    const path = { ...staging, baseUrl: 'https://staging.example/govrail' };
    await connections.change(path, new Map());
    assert.equal((await connections.headers(path))['Authorization']?.reveal(), 'Bearer a');
    await connections.change({ ...staging, baseUrl: 'https://new.example' }, value('Bearer n'));
    assert.deepEqual(
      [...values.values()].filter((each) => each.startsWith('Bearer')),
      ['Bearer n'],
    );
  });

  it('are other ones once their values are: who is known by them may see other keys', async () => {
    const { window } = person();
    const { connections } = window();
    await connections.add(staging, value('Bearer a'));
    const was = targetOf(connections);
    const kept = await connections.change(staging, value('Bearer b'));
    assert.notEqual(targetOf(connections)?.text, was?.text, 'what was listed belongs to Bearer a');
    assert.deepEqual(connections.list(), [kept]);
    const is = targetOf(connections);
    await connections.change(kept, value('Bearer c'));
    assert.notEqual(targetOf(connections)?.text, is?.text);
  });

  it('keep the control-plane workspace that was found first, until another one is chosen', async () => {
    const { window } = person();
    const { connections, changes } = window();
    await connections.add(staging, value('Bearer a'));
    const before = changes();
    connections.keepWorkspace(staging, 'ws_found');
    connections.keepWorkspace(staging, 'ws_found_later');
    assert.equal(connections.workspaceOf(staging), 'ws_found');
    assert.equal(changes(), before, 'nothing is asked anew');
    await connections.useWorkspace(staging, 'ws_chosen');
    assert.equal(connections.workspaceOf(staging), 'ws_chosen');
  });

  it('tell a new VS Code workspace the control-plane workspace that was chosen last, and only chosen', async () => {
    const { window } = person();
    const one = window();
    await one.connections.add(staging, value('Bearer a'));
    one.connections.keepWorkspace(staging, 'ws_only');
    const none = { chosen: undefined, last: undefined };
    assert.deepEqual(window().connections.chosenWorkspaceOf(staging), none);
    await one.connections.useWorkspace(staging, 'ws_a');
    const other = window();
    assert.deepEqual(other.connections.chosenWorkspaceOf(staging), { ...none, last: 'ws_a' });
    await other.connections.useWorkspace(staging, 'ws_b');
    assert.equal(one.connections.workspaceOf(staging), 'ws_a', 'and moves no other one');
    assert.deepEqual(one.connections.chosenWorkspaceOf(live), none);
    await one.connections.remove('staging');
    assert.deepEqual(one.connections.chosenWorkspaceOf(staging), none);
  });

  it('have nothing secret outside SecretStorage', async () => {
    const { window, globalState } = person();
    const { connections, workspaceState } = window();
    await connections.add(staging, value('Bearer canary'));
    for (const state of [globalState, workspaceState]) {
      for (const key of state.keys()) {
        assert.doesNotMatch(JSON.stringify(state.get(key)), /canary/);
      }
    }
  });
});
