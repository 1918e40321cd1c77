import assert from 'node:assert/strict';
import { commentOn, draftAfter } from '../../../src/panels/draft.ts';

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

  it('keeps the comment on an approval, for that one alone', () => {
    const comment = { approvalId: 'apr_1', text: 'Looked at it.' };
    const after = draftAfter({ ...nothing, comment }, { text: '{}', keyId: 'key_1' }, untouched);
    assert.equal(commentOn(after, 'apr_1'), 'Looked at it.');
    assert.equal(commentOn(after, 'apr_2'), '');
    assert.equal(commentOn(after, undefined), '');
    assert.equal(commentOn(nothing, undefined), '');
  });
});
