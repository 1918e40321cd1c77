import assert from 'node:assert/strict';
import { startedText } from '../../support/startedText.ts';

describe('what `npm start` says once it runs', () => {
  const text = startedText('http://127.0.0.1:47614/?folder=/data/sample', '/data');

  it('begins with the address', () => {
    assert.match(text, /^Keyrail is at http:\/\/127\.0\.0\.1:47614\/\?folder=\/data\/sample$/m);
  });

  it('tells apart what lies in the folder and what another browser begins without', () => {
    assert.match(text, /local control plane with its keys stay in \/data\./);
    assert.match(text, /connections and secrets stay in the browser/);
    assert.match(text, /Another browser, a\s+private window or another port begins without them/);
  });
});
