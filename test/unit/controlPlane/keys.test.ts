import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../../src/controlPlane/database/open.ts';
import { insertKey } from '../../../src/controlPlane/credentials/insertKey.ts';
import { openLocalControlPlane } from '../../../src/controlPlane/localControlPlane.ts';
import { mintSecret } from '../../../src/controlPlane/credentials/localSecret.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { account, issue, run, workspace } from './credentials.ts';
import { handed } from './handed.ts';
import { openPlaneFixture, pick, type PlaneFixture } from './planeFixture.ts';

describe('control plane: keys', () => {
  let fixture: PlaneFixture;

  beforeEach(async () => {
    fixture = await openPlaneFixture();
  });
  afterEach(() => fixture.close());

  const accepted = async (secret: string, where = fixture) =>
    (await where.ask('GET', '/_probe', { secret })).status === 404;

  it('reads the prefix off the secret’s first twenty characters', async () => {
    const made = await fixture.ask('POST', `${fixture.home}/api-keys`, {
      body: { scope: ['runs:write'] },
    });
    const secret = made.text('data.secret_key');
    assert.equal(made.at('data.api_key.key_prefix'), secret.slice(0, 20));
    assert.equal(secret.length, 83);
  });

  it('keeps nothing of a secret but its hash and its prefix', async () => {
    const { secret } = await issue(fixture);
    await accepted(secret);
    await fixture.ask('POST', `${fixture.home}/api-keys`, { body: { scope: ['mcp:call'] } });
    const files = readdirSync(fixture.folder).map((name) =>
      readFileSync(join(fixture.folder, name), 'latin1'),
    );
    assert.ok(files.some((bytes) => bytes.includes(secret.slice(0, 20))));
    for (const bytes of files) assert.ok(!bytes.includes(secret.slice(20)));
  });

  it('takes the end of time for the future, whatever its zone', async () => {
    for (const expires_at of ['9999-12-31T23:59:59-05:00', '+012026-01-01T00:00:00Z']) {
      const { secret } = await issue(fixture, { expires_at });
      assert.ok(await accepted(secret));
      const list = await fixture.ask('GET', `${fixture.home}/api-keys`);
      assert.equal(list.at('data.items.0.expires_at'), '9999-12-31T23:59:59.999Z');
      assert.equal(list.at('data.items.0.status'), 'active');
    }
    const far = 'from=2020-01-01&to=9999-12-31T23:59:59-05:00';
    const audit = await fixture.ask('GET', `${fixture.home}/audit-events:export?${far}`);
    assert.equal(audit.status, 200);
  });

  it('takes another secret when the prefix is taken', async () => {
    const { database } = await openDatabase(fixture.folder);
    const now = new Date();
    const same = `krl_local_00000000ab${'c'.repeat(14)}_`;
    const supply = [`${same}${'1'.repeat(48)}`, `${same}${'2'.repeat(48)}`].map(
      (value) => new Secret(value),
    );
    const fresh = mintSecret(now);
    const key = {
      workspaceId: fixture.plane.workspaceId,
      accountId: null,
      scope: ['runs:write'],
      expiresAt: null,
      createdBy: 'somebody',
    };
    const mint = () => supply.shift() ?? fresh;
    const first = insertKey(database, now, key, mint);
    const second = insertKey(database, now, key, mint);
    assert.equal(first.secret.reveal(), `${same}${'1'.repeat(48)}`);
    assert.ok(second.secret.equals(fresh));
    database.close();
  });

  it('makes more keys in one millisecond than there are prefixes for it', async () => {
    const still = await openPlaneFixture({ now: () => new Date('2026-11-22T23:28:44.000Z') });
    const secrets = new Set<string>();
    for (let made = 0; made < 400; made++) secrets.add((await issue(still)).secret);
    assert.equal(new Set([...secrets].map((secret) => secret.slice(0, 20))).size, 400);
    await still.close();
  });

  it('ends a key at once, also in a window that had just used it', async () => {
    const { id, secret } = await issue(fixture);
    const other = await openLocalControlPlane(fixture.folder);
    const elsewhere = () => handed(other, 'GET', '/_probe', { secret });
    assert.equal((await elsewhere()).status, 404);
    await fixture.ask('POST', `${fixture.home}/api-keys/${id}:revoke`);
    const refused = await elsewhere();
    assert.equal(refused.status, 401);
    assert.equal(pick(refused.json, 'error.message'), 'Workspace API key is no longer active');
    await other.close();
  });

  it('ends the old key in the instant in which its replacement begins', async () => {
    const { id, secret } = await issue(fixture);
    const rotated = await fixture.ask('POST', `${fixture.home}/api-keys/${id}:rotate`, {
      body: {},
    });
    assert.equal(await accepted(secret), false);
    assert.equal(await accepted(rotated.text('data.secret_key')), true);
    assert.equal(rotated.at('data.rotated_from_api_key_id'), id);
  });

  it('leaves the old key alone when its replacement is refused', async () => {
    const { id, secret } = await issue(fixture);
    const body = { service_account_id: 'svc_nobody' };
    const refused = await fixture.ask('POST', `${fixture.home}/api-keys/${id}:rotate`, { body });
    assert.equal(refused.status, 404);
    assert.equal(await accepted(secret), true);
  });

  it('accepts the same key in both headers, and whatever the scheme’s case', async () => {
    const { secret } = await issue(fixture);
    const both = { authorization: `bEaReR ${secret}`, 'x-api-key': secret };
    assert.equal((await fixture.ask('GET', '/_probe', { headers: both })).status, 404);
  });

  it('refuses a key whose last character is another', async () => {
    const { secret } = await issue(fixture);
    const other = secret.slice(0, -1) + (secret.endsWith('0') ? '1' : '0');
    const refused = await fixture.ask('GET', '/_probe', { secret: other });
    assert.equal(refused.at('error.message'), 'Workspace API key is invalid');
  });

  it('keeps workspaces apart: a key reaches the runs of its own only', async () => {
    const other = await workspace(fixture, 'other');
    const [mine, theirs] = [await issue(fixture), await issue(fixture, {}, other)];
    const runId = await run(fixture, mine.secret);
    const answer = await fixture.ask('GET', `/runs/${runId}`, { secret: theirs.secret });
    assert.equal(answer.at('error.code'), 'run_not_found');
    const foreign = await account(fixture, 'theirs', undefined, other);
    const body = { scope: ['runs:write'], service_account_id: foreign };
    const refused = await fixture.ask('POST', `${fixture.home}/api-keys`, { body });
    assert.equal(refused.at('error.code'), 'service_account_not_found');
  });

  it('answers what still comes in after the close with a sentence', async () => {
    const { secret } = await issue(fixture);
    const other = await openLocalControlPlane(fixture.folder);
    await other.close();
    const late = await handed(other, 'GET', '/_probe', { secret });
    assert.equal(late.status, 503);
    assert.equal(pick(late.json, 'error.message'), 'The local control plane has been closed.');
    assert.equal(pick(late.json, 'error.details.committed'), false);
  });

  it('shows a use in the list at once, and in the file before it is closed', async () => {
    const owner = await account(fixture, 'ci');
    const { secret } = await issue(fixture, { service_account_id: owner });
    await accepted(secret);
    const keys = await fixture.ask('GET', `${fixture.home}/api-keys`);
    assert.match(keys.text('data.items.0.last_used_at'), /^\d{4}-/);
    const accounts = await fixture.ask('GET', `${fixture.home}/service-accounts`);
    assert.equal(accounts.at('data.items.0.last_used_at'), keys.at('data.items.0.last_used_at'));
    const { secret: unseen } = await issue(fixture);
    await accepted(unseen);
    fixture = await fixture.reopen();
    const later = await fixture.ask('GET', `${fixture.home}/api-keys`);
    assert.match(later.text('data.items.0.last_used_at'), /^\d{4}-/);
  });
});
