import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { account, issue, PLAIN } from './credentials.ts';
import { openPlaneFixture, type PlaneFixture } from './planeFixture.ts';

describe('control plane: a key that was just used', () => {
  let fixture: PlaneFixture;
  let now: Date;
  let secret: string;
  let id: string;
  let owner: string;

  beforeEach(async () => {
    now = new Date('2026-11-22T12:00:00.000Z');
    fixture = await openPlaneFixture({ now: () => now });
    owner = await account(fixture, 'ci');
    const expires_at = '2026-11-22T12:00:10.000Z';
    ({ secret, id } = await issue(fixture, { service_account_id: owner, expires_at }));
    assert.equal(await refusal(), null);
  });
  afterEach(() => fixture.close());

  /** Why the key is refused; `null` when it is accepted. */
  const refusal = async () => {
    const said = await fixture.ask('GET', '/_probe', { secret });
    return said.status === 404 ? null : said.at('error.message');
  };
  const NOT_ACTIVE = 'Workspace API key is no longer active';
  const NO_WORKSPACE = 'Workspace API key is not bound to an active workspace';
  const NO_ACCOUNT = 'Workspace API key is not bound to an active service account';

  for (const [change, why] of [
    ["UPDATE api_keys SET revoked_at = '2026-11-22T12:00:00.000Z'", NOT_ACTIVE],
    [
      "UPDATE api_keys SET expires_at = '2026-11-22T11:00:00.000Z'",
      'Workspace API key has expired',
    ],
    ["UPDATE workspaces SET status = 'suspended'", NO_WORKSPACE],
    ["UPDATE service_accounts SET status = 'disabled'", NO_ACCOUNT],
    ['UPDATE api_keys SET secret_sha256 = randomblob(32)', 'Workspace API key is invalid'],
  ] as const) {
    it(`is refused as soon as another process has committed: ${change}`, async () => {
      const elsewhere = new DatabaseSync(join(fixture.folder, 'control-plane.sqlite'));
      elsewhere.exec('BEGIN IMMEDIATE');
      elsewhere.exec(change);
      assert.equal(await refusal(), null);
      elsewhere.exec('COMMIT');
      assert.equal(await refusal(), why);
      elsewhere.close();
    });
  }

  it('is refused as soon as this process has revoked it', async () => {
    await fixture.ask('POST', `${fixture.home}/api-keys/${id}:revoke`);
    assert.equal(await refusal(), NOT_ACTIVE);
  });

  it('is refused as soon as this process has disabled its account', async () => {
    await fixture.ask('POST', `${fixture.home}/service-accounts/${owner}:disable`);
    assert.equal(await refusal(), NO_ACCOUNT);
  });

  it('expires by the clock alone', async () => {
    now = new Date('2026-11-22T12:00:09.999Z');
    assert.equal(await refusal(), null);
    now = new Date('2026-11-22T12:00:10.000Z');
    assert.equal(await refusal(), 'Workspace API key has expired');
  });

  it('is listed while another process has the file, and as used once that is free', async () => {
    const elsewhere = new DatabaseSync(join(fixture.folder, 'control-plane.sqlite'));
    elsewhere.exec('BEGIN IMMEDIATE');
    now = new Date('2026-11-22T12:00:05.000Z');
    assert.equal(await refusal(), null);
    const used = async () =>
      (await fixture.ask('GET', `${fixture.home}/api-keys`)).at('data.items.0.last_used_at');
    assert.notEqual(await used(), now.toISOString());
    elsewhere.exec('COMMIT');
    elsewhere.close();
    while ((await used()) !== now.toISOString()) await delay(50);
    assert.deepEqual(fixture.reported, []);
  });

  it('is accepted again when its workspace is', async () => {
    const elsewhere = new DatabaseSync(join(fixture.folder, 'control-plane.sqlite'));
    elsewhere.exec("UPDATE workspaces SET status = 'suspended'");
    assert.equal(await refusal(), NO_WORKSPACE);
    elsewhere.exec("UPDATE workspaces SET status = 'active'");
    assert.equal(await refusal(), null);
    elsewhere.close();
  });
});

describe('control plane: an answer', () => {
  let fixture: PlaneFixture;
  beforeEach(async () => {
    fixture = await openPlaneFixture();
  });
  afterEach(() => fixture.close());

  it('is there at once when nothing has to be waited for, as all of a turn then share one look', async () => {
    const { secret } = await issue(fixture);
    const ask = (method: string, path: string, more: Record<string, string> = {}) => {
      const headers: Record<string, string> = { 'x-api-key': secret, ...more };
      const call = {
        method,
        path: `/api/v1${path}`,
        search: '',
        header: (name: string) => headers[name] ?? null,
        text: async () => JSON.stringify(PLAIN),
      };
      return fixture.plane.app.answer(call, () => undefined);
    };
    const made = ask('POST', '/runs', { 'idempotency-key': 'one' });
    assert.ok(made instanceof Promise);
    assert.equal((await made).status, 201);
    for (const [path, status] of [
      ['/_probe', 404],
      ['/runs/run_none', 404],
      ['/health', 200],
    ] as const) {
      const said = ask('GET', path);
      assert.ok(!(said instanceof Promise), path);
      assert.equal(said.status, status);
    }
  });
});
