import assert from 'node:assert/strict';
import {
  commentOn,
  draftAfter,
  elsewhere,
  emptyDraft,
  withExample,
} from '../../../src/panels/draft.ts';

const untouched = '{}';
const nothing = emptyDraft;

describe('the draft of the playground', () => {
  it('is what is in the form, and no text while that is the default', () => {
    const first = draftAfter(nothing, { text: '{"a":1}', keyId: 'key_1' }, untouched);
    assert.deepEqual(first, { text: '{"a":1}', keyId: 'key_1', edition: 0 });
    const then = draftAfter(first, { text: untouched, keyId: 'key_2' }, untouched);
    assert.deepEqual(then, { text: undefined, keyId: 'key_2', edition: 0 });
  });

  it('keeps its key while the form has none to choose', () => {
    const before = { ...nothing, keyId: 'key_2' };
    const after = draftAfter(before, { text: '{"a":1}', keyId: null }, untouched);
    assert.deepEqual(after, { text: '{"a":1}', keyId: 'key_2', edition: 0 });
  });

  it('keeps the comment on an approval, for that one alone', () => {
    const comment = { approvalId: 'apr_1', text: 'Looked at it.' };
    const after = draftAfter({ ...nothing, comment }, { text: '{}', keyId: 'key_1' }, untouched);
    assert.equal(commentOn(after, 'apr_1'), 'Looked at it.');
    assert.equal(commentOn(after, 'apr_2'), '');
    assert.equal(commentOn(after, undefined), '');
    assert.equal(commentOn(nothing, undefined), '');
  });

  it('is taken over by the page where an example was chosen, the default too', () => {
    const written = { ...nothing, text: '{"a":1}', keyId: 'key_1' };
    const example = withExample(written, '{"example":1}');
    assert.deepEqual(example, { text: '{"example":1}', keyId: 'key_1', edition: 1 });
    assert.deepEqual(withExample(example, undefined), { ...written, text: undefined, edition: 2 });
  });

  it('is another default in another control-plane workspace, and stays what a person wrote', () => {
    assert.equal(elsewhere(nothing).edition, 1);
    const written = { ...nothing, text: '{"a":1}' };
    assert.deepEqual(elsewhere(written), written);
  });
});
