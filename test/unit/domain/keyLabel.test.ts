import assert from 'node:assert/strict';
import { keyLabel, labelWithPrefix, withNamesakes } from '../../../src/domain/keys/keyLabel.ts';
import { makeRow } from './rows.ts';

const rows = (...names: readonly (string | undefined)[]) =>
  names.map((name, at) =>
    makeRow({ api_key_id: `key_${at}`, key_prefix: `grk_live_${at}` }, { name }),
  );
const labels = (...names: readonly (string | undefined)[]) =>
  withNamesakes(rows(...names)).map(keyLabel);

describe('what a key is called', () => {
  it('is its name, or its prefix', () => {
    assert.deepEqual(labels('sample', undefined), ['sample', 'grk_live_1']);
  });

  it('says which one it is where others have its name', () => {
    assert.deepEqual(labels('sample', 'other', 'sample'), [
      'sample (grk_live_0)',
      'other',
      'sample (grk_live_2)',
    ]);
  });

  it('says which one it is where its name is the prefix of another', () => {
    assert.deepEqual(labels('grk_live_1', undefined), ['grk_live_1 (grk_live_0)', 'grk_live_1']);
  });

  it('is its name again when no other has it any more', () => {
    const [first] = withNamesakes(rows('sample', 'sample'));
    assert.ok(first);
    assert.deepEqual(withNamesakes([first]).map(keyLabel), ['sample']);
  });

  it('leaves rows the same objects that are called as before', () => {
    const before = withNamesakes(rows('sample', 'other', 'sample', undefined));
    withNamesakes(before).forEach((row, at) => {
      assert.equal(row, before[at]);
    });
  });

  it('has the prefix in any case where lists are joined', () => {
    const [named, unnamed] = rows('sample', undefined);
    assert.ok(named && unnamed);
    assert.deepEqual([named, unnamed].map(labelWithPrefix), ['sample (grk_live_0)', 'grk_live_1']);
  });
});
