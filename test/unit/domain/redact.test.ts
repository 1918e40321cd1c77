import assert from 'node:assert/strict';
import fc from 'fast-check';
import { redact } from '../../../src/domain/secrets/redact.ts';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { readRecording, recordingNames } from '../../support/recordings.ts';

// Made up: no server ever issued them.
const random = `${'a1b2c3d4'.repeat(3)}_${'0123456789abcdef'.repeat(3)}`;
const grk = `grk_live_${random}`;
const krl = `krl_local_${random}`;

describe('redact', () => {
  const cases: [string, string][] = [
    [`key ${grk} of ci`, 'key grk_live_*** of ci'],
    [`(${krl})`, '(krl_local_***)'],
    [grk.slice(0, 50), 'grk_live_***'],
    ['key_prefix grk_live_mwsgtj14d65', 'key_prefix grk_live_mwsgtj14d65'],
    ['{"secret_key":"abc\\"def","b":1}', '{"secret_key":"***","b":1}'],
    ['{"secret_key":null,"b":1}', '{"secret_key":null,"b":1}'],
    ['Authorization: Bearer abc\nnext line', 'Authorization: ***\nnext line'],
    ['proxy-authorization: Basic abc', 'proxy-authorization: ***'],
    ["{ Authorization: 'Bearer abc', x: 1 }", "{ Authorization: '***', x: 1 }"],
    ['Cookie: a=b; c="d"', 'Cookie: ***'],
    ['"set-cookie":["a=1","b=2"],"z":1', '"set-cookie":["***"],"z":1'],
    ['CF-Access-Client-Secret: q7', 'CF-Access-Client-Secret: ***'],
    ['X-API-Key: q7', 'X-API-Key: ***'],
    ['GOVRAIL_API_KEY=q7 node .', 'GOVRAIL_API_KEY=*** node .'],
    ['clientSecret: { value: 1 }, y', 'clientSecret: {"***":0}, y'],
    ['/callback?access_token=q7&x=1', '/callback?access_token=***&x=1'],
    ['sent Bearer abcdef123 twice', 'sent Bearer *** twice'],
    ['https://user:pass@host/path', 'https://***@host/path'],
    ['GET /saas/workspaces/ws/api-keys: 403', 'GET /saas/workspaces/ws/api-keys: 403'],
    ['api_key_id: key_1', 'api_key_id: key_1'],
    ['a bearer token', 'a bearer token'],
  ];
  for (const [text, clean] of cases) {
    it(`turns ${text.slice(0, 30).replace('\n', ' ')} into ${clean.slice(0, 30).replace('\n', ' ')}`, () => {
      assert.equal(redact(text), clean);
    });
  }

  it('hides fields of a JSON text inside a JSON text, and leaves both readable', () => {
    const text = JSON.stringify({ body: JSON.stringify({ password: 'q7w8', ok: 1 }) });
    const clean = JSON.stringify({ body: JSON.stringify({ password: '***', ok: 1 }) });
    assert.equal(redact(text), clean);
  });

  it('hides exact secrets of any shape, also as JSON and URLs spell them', () => {
    const odd = 'p"ä/1 2';
    const text = `${odd} ${JSON.stringify(odd)} ${encodeURIComponent(odd)}`;
    assert.equal(redact(text, [new Secret(odd)]), '*** "***" ***');
    assert.equal(redact('abcdefgh abcd', ['abcd', 'abcdefgh']), '*** ***');
  });

  it('does not tear the text apart for a secret of three letters', () => {
    assert.equal(redact('the cat sat', ['cat']), 'the cat sat');
  });

  it('never lets a value of our formats through, wherever it stands', () => {
    const value = fc
      .tuple(
        fc.constantFrom('grk_live', 'krl_local'),
        fc.stringMatching(/^[0-9a-z]{20,30}$/),
        fc.stringMatching(/^[0-9a-f]{48}$/),
      )
      .map(([kind, first, tail]) => ({ whole: `${kind}_${first}_${tail}`, tail }));
    fc.assert(
      fc.property(fc.string(), value, fc.string(), (before, { whole, tail }, after) => {
        const clean = redact(`${before}${whole}${after}`);
        assert.ok(!clean.includes(tail));
      }),
    );
  });

  it('changes nothing when done twice', () => {
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.string(), ([text], rest) => {
        const once = redact(`${text}${rest}`);
        assert.equal(redact(once), once);
      }),
    );
  });

  it('gets through a very long line of one word', () => {
    const line = 'secret-'.repeat(40_000);
    assert.equal(redact(line), line);
  });

  it('leaves no secret of any recording in its text', () => {
    const found = recordingNames().map((name) => {
      const text = JSON.stringify(readRecording(name));
      return { name, text, secrets: text.match(/grk_live_[0-9a-z]{24}_[0-9a-f]{48}/g) ?? [] };
    });
    assert.ok(found.some(({ secrets }) => secrets.length > 0));
    for (const { name, text, secrets } of found) {
      const clean = redact(text);
      for (const secret of secrets) assert.ok(!clean.includes(secret.slice(-20)), name);
    }
  });
});
