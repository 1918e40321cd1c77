import assert from 'node:assert/strict';
import { health } from '../../src/wire/health.ts';
import { ask } from './ask.ts';
import { dataOf, hasStatus } from './expect.ts';
import { fresh } from './names.ts';

describe('health', () => {
  it('answers anybody with its version and its clock', async () => {
    const data = dataOf(await ask('GET', '/health', { as: 'anybody' }), 200, health);
    assert.equal(data.ok, true);
    assert.ok(data.version);
    assert.ok(!Number.isNaN(Date.parse(data.now ?? '')));
  });

  it('answers HEAD without a body', async () => {
    const answer = await ask('HEAD', '/health', { as: 'anybody' });
    hasStatus(answer, 200);
    assert.equal(answer.text, '');
  });

  it('says JSON in UTF-8', async () => {
    const { headers } = await ask('GET', '/health', { as: 'anybody' });
    assert.match(headers.get('content-type') ?? '', /^application\/json\b.*utf-8/i);
  });

  it('echoes the request id and the trace id that it was given', async () => {
    const ids = { 'X-Request-Id': fresh('request'), 'X-Trace-Id': fresh('trace') };
    const { json } = await ask('GET', '/health', { as: 'anybody', headers: ids });
    assert.partialDeepStrictEqual(json, {
      meta: { request_id: ids['X-Request-Id'], trace_id: ids['X-Trace-Id'] },
    });
  });

  it('makes up ids when it is given none', async () => {
    const first = await ask('GET', '/health', { as: 'anybody' });
    const second = await ask('GET', '/health', { as: 'anybody' });
    assert.notDeepEqual(
      Reflect.get(Object(first.json), 'meta'),
      Reflect.get(Object(second.json), 'meta'),
    );
  });

  it('gives pages of other origins no access', async () => {
    const headers = { Origin: 'https://page.example' };
    const answer = await ask('GET', '/health', { as: 'anybody', headers });
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
  });
});
