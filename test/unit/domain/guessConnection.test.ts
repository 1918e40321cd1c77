import assert from 'node:assert/strict';
import { guessName, guessProduction } from '../../../src/domain/text/guessConnection.ts';

describe('what is supposed of a control plane by its address', () => {
  for (const url of [
    'http://localhost:4000',
    'http://127.0.0.1:4000/path',
    'http://[::1]:4000',
    'https://10.1.2.3',
    'https://172.16.0.9',
    'https://staging.govrail.net',
    'https://api-dev.govrail.net',
    'https://test2.example.com',
    'https://govrail.sandbox.example.com',
  ]) {
    it(`is no production: ${url}`, () => {
      assert.equal(guessProduction(url), false);
    });
  }

  for (const url of [
    'https://api.govrail.net',
    'https://172.32.0.9',
    'https://latest.example.com',
    'https://developers.example.com',
    // Only the host tells.
    'https://govrail.example.com/staging',
  ]) {
    it(`is production: ${url}`, () => {
      assert.equal(guessProduction(url), true);
    });
  }

  it('is called as its host, with a number where that is taken', () => {
    assert.equal(guessName('https://a.example/x', []), 'a.example');
    const taken = ['a.example', 'a.example (2)'];
    assert.equal(guessName('https://a.example:8443/x', taken), 'a.example:8443');
    assert.equal(guessName('https://a.example/x', taken), 'a.example (3)');
  });
});
