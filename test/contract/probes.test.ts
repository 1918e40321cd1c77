import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { Secret } from '../../src/domain/secrets/secret.ts';
import { ask } from './ask.ts';
import { refusedWith } from './expect.ts';
import { fresh } from './names.ts';
import { skipTest } from './skip.ts';
import { issue, needManager, probe } from './stage.ts';
import type { Issued } from './stage.ts';
import { target } from './target.ts';

/** Routes that ask for a scope, and what says *the scope is there* without doing anything. */
const scoped = [
  ['runs:write', '/runs', 400, 'invalid_request'],
  ['runs:write', '/runs/run_probe/replay', 400, 'invalid_request'],
  ['runs:manage', '/runs/run_probe:cancel', 400, 'invalid_request'],
  ['approvals:write', '/approvals/apr_probe/decision', 400, 'invalid_request'],
  ['a2a:write', '/a2a/message:send', 400, 'invalid_request'],
  ['mcp:call', '/mcp/tp_probe', 404, 'tool_provider_not_found'],
] as const;

const stranger = () =>
  new Secret(
    `grk_live_${Date.now().toString(36)}${randomBytes(8).toString('hex')}_${randomBytes(24).toString('hex')}`,
  );

describe('probes that change nothing', () => {
  let narrow: Issued;
  let other: Issued;
  let full: Issued;

  before(async function () {
    await needManager(this);
    narrow = await issue({ scope: ['runs:write'] });
    other = await issue({ scope: ['approvals:write'] });
    full = await issue({
      scope: ['runs:write', 'runs:manage', 'approvals:write', 'a2a:write', 'mcp:call'],
    });
  });

  it('answers an unknown route with 404 to a key that is accepted', async () => {
    refusedWith(await probe(narrow.secret), 404, 'not_found');
  });

  it('answers it with 401 to a secret that nobody has', async () => {
    for (const secret of [stranger(), new Secret('not-a-key')]) {
      const { message } = refusedWith(await probe(secret), 401, 'unauthorized');
      assert.match(message, /invalid/i);
    }
  });

  it('lets a changed secret not in, however little changed', async () => {
    const value = narrow.secret.reveal();
    const last = value.endsWith('0') ? '1' : '0';
    for (const changed of [`${value.slice(0, -1)}${last}`, value.slice(0, -1), `${value}0`]) {
      refusedWith(await probe(new Secret(changed)), 401, 'unauthorized');
    }
  });

  it('takes the key in X-API-Key and under any spelling of Bearer', async () => {
    const value = narrow.secret.reveal();
    const { runtimeHeaders } = target();
    for (const headers of [
      { 'X-API-Key': value },
      { Authorization: `bearer ${value}` },
      { Authorization: `Bearer ${value}`, 'X-API-Key': value },
    ]) {
      const as = { ...runtimeHeaders, ...headers };
      refusedWith(await ask('GET', '/_probe', { as }), 404, 'not_found');
    }
  });

  it('refuses two different keys in one request', async () => {
    const headers = { 'X-API-Key': full.secret.reveal() };
    const answer = await ask('GET', '/_probe', { as: narrow.secret, headers });
    refusedWith(answer, 400, 'invalid_request');
  });

  for (const [scope, path, status, code] of scoped) {
    it(`tells at ${path} whether a key has ${scope}`, async function () {
      const lacking = scope === 'runs:write' ? other : narrow;
      const denied = await ask('POST', path, { as: lacking.secret });
      const isCore = /^\/(runs|approvals)/.test(path);
      if (!isCore && denied.status === 404) skipTest(this, 'the server has no such route');
      const { details } = refusedWith(denied, 403, 'workspace_api_key_scope_denied');
      assert.deepEqual(details['required_scopes'], [scope]);
      assert.deepEqual(details['granted_scopes'], lacking.row.scope);
      assert.equal(details['api_key_id'], lacking.row.api_key_id);
      refusedWith(await ask('POST', path, { as: full.secret }), status, code);
    });
  }

  it('asks for no scope to read', async () => {
    const answer = await ask('GET', `/runs/${fresh('none')}`, { as: other.secret });
    refusedWith(answer, 404, 'run_not_found');
  });

  it('shows health to a secret that nobody has', async () => {
    const answer = await ask('GET', '/health', { as: stranger() });
    assert.equal(answer.status, 200);
  });
});
