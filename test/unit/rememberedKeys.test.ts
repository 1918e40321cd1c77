import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { earlierList, localFactsOf } from '../../src/editor/keys/earlierList.ts';
import type { Listed } from '../../src/editor/keys/keptList.ts';
import { createRememberedKeys } from '../../src/editor/keys/rememberedKeys.ts';
import type { Member } from '../../src/wire/members.ts';
import type { ServiceAccount } from '../../src/wire/serviceAccounts.ts';
import { manyKeys } from '../bench/manyKeys.ts';
import { eventually } from '../journeys/support/eventually.ts';
import { temporaryFolder } from '../support/owned.ts';
import { someFacts } from '../fixtures/someFacts.ts';

const place = { connectionId: 'local', text: '["local","ws_one"]' };
const context = {
  workspaceId: 'ws_one',
  workspaceName: 'One',
  workspaceSlug: 'one',
  role: 'workspace_owner',
};

function listOf(count: number, more: object = {}): Listed {
  const keys = manyKeys(count).map((key) => ({
    ...key,
    created_by_user_id: 'user_one',
    service_account_id: 'sa_one',
    service_account_name: null,
    ...more,
  }));
  const [account] = [
    {
      service_account_id: 'sa_one',
      workspace_id: 'ws_one',
      name: 'ci',
      description: null,
      role: 'operator',
      status: 'active',
      created_by_user_id: null,
      last_used_at: null,
      created_at: '2026-01-01T00:00:00.000Z',
    },
  ] satisfies ServiceAccount[];
  const members = ['user_one', 'user_two'].map((user_id) => ({
    user_id,
    display_name: `Name of ${user_id}`,
    email: `${user_id}@example.com`,
    role: 'viewer',
  })) as unknown as Member[];
  return { context, source: { keys, accounts: [account!], detail: { members } }, at: 5 };
}

const toKeep = (list: Listed) => ({
  ...list,
  localOf: (keyIds: readonly string[]) => localFactsOf(keyIds, someFacts()),
});

describe('the list that is kept for the next window', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let file: string;
  const errors: unknown[] = [];
  const open = (version = '1.0.0') =>
    createRememberedKeys(
      folder.path,
      version,
      () => import('../../src/editor/keys/writeKeyList.ts'),
      (error) => errors.push(error),
    );

  beforeEach(async () => {
    folder = await temporaryFolder('listed');
    file = path.join(folder.path, 'local.json');
    errors.length = 0;
  });
  afterEach(() => {
    folder.dispose();
    assert.deepEqual(errors, []);
  });

  const keep = async (list: Listed) => {
    const before = existsSync(file) ? readFileSync(file, 'utf8') : '';
    open().keep(place, () => toKeep(list));
    await eventually(
      'another file',
      () => (existsSync(file) ? readFileSync(file, 'utf8') : ''),
      (text) => text !== before,
      5000,
    );
  };

  it('is read again as it was, by the same version and for the same place', async () => {
    await keep(listOf(3));
    const recalled = open().recall(place);
    assert.ok(recalled);
    assert.equal(recalled.at, 5);
    assert.deepEqual(
      recalled.source.keys.map(({ api_key_id }) => api_key_id),
      listOf(3).source.keys.map(({ api_key_id }) => api_key_id),
    );
    assert.equal(open('1.0.1').recall(place), undefined);
    assert.equal(open().recall({ ...place, text: '["local","ws_two"]' }), undefined);
    assert.equal(open().recall({ ...place, connectionId: 'other' }), undefined);
  });

  it('is private, and leaves nothing beside it', async () => {
    await keep(listOf(1));
    // Windows has no modes: it lies in the person's profile.
    if (process.platform !== 'win32') assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.deepEqual(readdirSync(folder.path), ['local.json']);
  });

  it('holds known fields, and of members only who made a key', async () => {
    await keep(listOf(1, { note_of_a_later_server: 'not ours to write down' }));
    const text = readFileSync(file, 'utf8');
    assert.ok(text.includes('Name of user_one'));
    assert.ok(!text.includes('user_two'), text);
    assert.ok(!text.includes('not ours'), text);
  });

  for (const [what, list] of [
    ['is empty', listOf(0)],
    ['has more rows than are drawn at once', listOf(1001)],
    [
      'has a name that looks like a secret',
      listOf(1, { service_account_name: `krl_local_${'a1'.repeat(12)}_${'0f'.repeat(16)}` }),
    ],
  ] as const) {
    it(`is not kept where it ${what}, and the former one goes`, async () => {
      await keep(listOf(2));
      open().keep(place, () => toKeep(list));
      await eventually(
        'no file',
        () => existsSync(file),
        (there) => !there,
        5000,
      );
    });
  }

  it('is as if it were not there when it is damaged', async () => {
    await keep(listOf(1));
    writeFileSync(file, readFileSync(file, 'utf8').slice(0, 100));
    assert.equal(open().recall(place), undefined);
  });

  it('is what was there when the window went on to another place, also a moment after the answer', async () => {
    const memory = open();
    let now: Listed | undefined = listOf(1);
    memory.keep(place, () => now && toKeep(now));
    memory.settle();
    now = undefined;
    memory.keep({ connectionId: 'other', text: 'other' }, () => undefined);
    await eventually('the file', () => existsSync(file), Boolean);
    assert.equal(memory.recall(place)?.source.keys.length, 1);
    memory.settle();
    memory.dispose();
  });

  it('goes when its connection is no longer there, and others stay', async () => {
    await keep(listOf(1));
    const other = path.join(folder.path, 'other.json');
    writeFileSync(other, '{}');
    open().keepOnly(['local', 'third']);
    await eventually(
      'no other file',
      () => existsSync(other),
      (there) => !there,
      5000,
    );
    assert.ok(existsSync(file));
  });

  it('goes with its connection, also when it was about to be written', async () => {
    await keep(listOf(1));
    const memory = open();
    memory.keep(place, () => toKeep(listOf(2)));
    memory.forget('local');
    await eventually(
      'no file',
      () => existsSync(file),
      (there) => !there,
      5000,
    );
    await new Promise((resolve) => setTimeout(resolve, 1200));
    assert.ok(!existsSync(file));
  });
});

describe('rows of an earlier window', () => {
  const connection = { kind: 'local', id: 'local', name: 'Local', production: false } as const;

  it('have names and status of now, and local facts as they were', () => {
    const list = listOf(2, { expires_at: new Date(Date.now() + 1000).toISOString() });
    const [keyId] = list.source.keys.map(({ api_key_id }) => api_key_id);
    const local = localFactsOf([keyId!], { ...someFacts(), hasCopy: () => true });
    const facts = { ...someFacts({ [keyId!]: 'named' }), now: new Date(Date.now() + 60_000) };
    const { keys, context: where, freshness } = earlierList({ ...list, local }, connection, facts);
    const row = keys.find(({ key }) => key.api_key_id === keyId);
    assert.equal(row?.name, 'named');
    assert.equal(row.status.kind, 'expired');
    assert.equal(row.accountName, 'ci');
    assert.equal(row.createdBy, 'Name of user_one');
    assert.deepEqual(keys.map(({ hasCopy }) => hasCopy).sort(), [false, true]);
    assert.equal(where?.workspaceName, 'One');
    assert.deepEqual(freshness, {
      kind: 'stale',
      since: 5,
      because: 'The control plane is being asked.',
    });
  });

  it('still say that a copy was lost', () => {
    const list = listOf(1);
    const [keyId] = list.source.keys.map(({ api_key_id }) => api_key_id);
    const local = localFactsOf([keyId!], { ...someFacts(), isCopyLost: () => true });
    const { keys } = earlierList({ ...list, local }, connection, someFacts());
    assert.equal(keys[0]?.isCopyLost, true);
  });

  it('need no local facts where nothing is known', () => {
    assert.deepEqual(localFactsOf(['key_one', 'key_two'], someFacts()), {});
  });

  it('keeps no more than some of ten thousand places, and names no other', () => {
    let named = 0;
    const place = {
      get where() {
        named += 1;
        return 'app/.env';
      },
      current: true,
      unknown: false,
    };
    const placements = () => Array.from({ length: 10_000 }, () => place);
    const local = localFactsOf(['key_one'], { ...someFacts(), placements });
    const { length } = JSON.stringify(local);
    assert.ok(length < 20_000 && named <= 200, `${length} characters, ${named} places named`);
  });
});
