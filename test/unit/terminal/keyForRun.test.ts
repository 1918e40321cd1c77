import assert from 'node:assert/strict';
import { keyForRun } from '../../../src/editor/terminals/keyForRun.ts';

type Parts = Parameters<typeof keyForRun>[0];
type Folder = Parameters<typeof keyForRun>[2];

const row = (name: string, more: object = {}) => ({
  key: { api_key_id: `id of ${name}`, key_prefix: `krl_local_${name}` },
  name,
  status: { kind: 'active' },
  hasCopy: true,
  ...more,
});
/** `as`: of a key list and of terminals no more is looked at. */
const parts = (keys: readonly object[], uses: readonly object[] = []) =>
  ({ keyList: { snapshot: { keys } }, terminals: { list: () => uses } }) as unknown as Parts;
const folder = { uri: { toString: () => 'file:///app' } } as unknown as NonNullable<Folder>;
const use = {
  folder,
  variable: 'OF_THE_TERMINALS',
  secret: { keyPrefix: 'krl_local_ci' },
};

describe('the key that keyrail run is about', () => {
  it('is the only one that works and is kept here', () => {
    const others = [
      row('ended', { status: { kind: 'revoked' } }),
      row('elsewhere', { hasCopy: false }),
      row('lent', { lent: {} }),
      row('old', { retiring: {} }),
    ];
    assert.deepEqual(keyForRun(parts([...others, row('ci')]), undefined, folder), {
      keyId: 'id of ci',
      variable: undefined,
    });
    assert.throws(() => keyForRun(parts(others), undefined, folder), /holds no secret of a live/);
  });

  it('is named where there are several, by its name', () => {
    const both = parts([row('ci'), row('dev')]);
    assert.throws(() => keyForRun(both, undefined, folder), /Name one with --key: ci; dev\.$/);
    assert.equal(keyForRun(both, 'dev', folder).keyId, 'id of dev');
    assert.throws(() => keyForRun(both, 'prod', folder), /refers to no key/);
  });

  it('is that of the folder’s terminals, with their variable, as long as it works', () => {
    const keys = [row('ci'), row('dev')];
    assert.deepEqual(keyForRun(parts(keys, [use]), undefined, folder), {
      keyId: 'id of ci',
      variable: 'OF_THE_TERMINALS',
    });
    const other = { uri: { toString: () => 'file:///other' } } as unknown as Folder;
    assert.throws(() => keyForRun(parts(keys, [use]), undefined, other), /Which key\?/);
    const ended = [row('ci', { status: { kind: 'revoked' } }), row('dev')];
    assert.equal(keyForRun(parts(ended, [use]), undefined, folder).keyId, 'id of dev');
  });
});
