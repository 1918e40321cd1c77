import assert from 'node:assert/strict';
import { filled } from '../../../webview/filled.ts';

describe('a sentence of a page with elements in it', () => {
  it('keeps the words between them, in the order of its language', () => {
    const [acme, local] = [{ tag: 'strong' }, { tag: 'span' }];
    assert.deepEqual(filled('{0} on {1}', acme, local), [acme, ' on ', local]);
    assert.deepEqual(filled('在 {1} 上的 {0}。', acme, local), [
      '在 ',
      local,
      ' 上的 ',
      acme,
      '。',
    ]);
  });

  it('is its words where it has no place for an element', () => {
    assert.deepEqual(filled('Nothing yet.'), ['Nothing yet.']);
  });
});
