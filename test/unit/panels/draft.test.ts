import assert from 'node:assert/strict';
import { draftAfter } from '../../../src/panels/draft.ts';

const untouched = '{}';
const nothing = { text: undefined, keyId: undefined };

describe('the draft of the playground', () => {
  it('is what is in the form, and no text while that is the default', () => {
    const first = draftAfter(nothing, { text: '{"a":1}', keyId: 'key_1' }, untouched);
    assert.deepEqual(first, { text: '{"a":1}', keyId: 'key_1' });
    const then = draftAfter(first, { text: untouched, keyId: 'key_2' }, untouched);
    assert.deepEqual(then, { text: undefined, keyId: 'key_2' });
  });

  it('keeps its key while the form has none to choose', () => {
    const before = { text: undefined, keyId: 'key_2' };
    const after = draftAfter(before, { text: '{"a":1}', keyId: null }, untouched);
    assert.deepEqual(after, { text: '{"a":1}', keyId: 'key_2' });
  });
});
