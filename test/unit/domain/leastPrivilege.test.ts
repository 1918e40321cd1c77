import assert from 'node:assert/strict';
import { excessOf, excessSentence } from '../../../src/domain/keys/leastPrivilege.ts';
import type { KeyRowFacts } from '../../../src/domain/keys/keyFacts.ts';
import { noticeText } from '../../../src/domain/notices/noticeText.ts';
import type { ApiKey } from '../../../src/wire/apiKeys.ts';
import { days, makeRow, noon, planned } from './rows.ts';

const two = ['runs:write', 'approvals:write'] as const;
const used = { scope: 'runs:write', usedAt: days(-3), refusedAt: null };
const due = { created_at: days(-80), last_used_at: days(-1) };

const rowOf = (key: Partial<ApiKey>, more: Partial<KeyRowFacts> = {}) =>
  makeRow({ scope: [...two], ...key }, { scopeUse: [used], ...more });
const excess = (key: Partial<ApiKey>, more?: Partial<KeyRowFacts>) =>
  excessOf(rowOf(key, more), noon);

describe('more rights than a key was seen to need', () => {
  it('are the scopes that were not used here when its rotation is due', () => {
    assert.deepEqual(excess(due), {
      kind: 'unused-scopes',
      unused: ['approvals:write'],
      used: ['runs:write'],
    });
  });

  it('are not spoken of while its rotation window is open', () => {
    assert.equal(excess({ created_at: days(-10) }), undefined);
  });

  it('are unknown for a key that was never used through this editor', () => {
    assert.equal(excess(due, { scopeUse: [] }), undefined);
    assert.equal(excess(due, { scopeUse: undefined }), undefined);
    const refused = { scope: 'runs:write', usedAt: null, refusedAt: days(-3) };
    assert.equal(excess(due, { scopeUse: [refused] }), undefined);
  });

  it('are none for a key that used them all, is retiring, or is over', () => {
    const all = two.map((scope) => ({ ...used, scope }));
    assert.equal(excess(due, { scopeUse: all }), undefined);
    assert.equal(excess(due, { retiring: planned() }), undefined);
    assert.equal(excess({ ...due, status: 'revoked' }), undefined);
  });

  it('are always those of a key with full access, from its first day on', () => {
    const row = rowOf({ scope: [] });
    const found = excessOf(row, noon);
    assert.deepEqual(found, { kind: 'full-access', unused: [], used: ['runs:write'] });
    assert.equal(
      excessSentence(row, found),
      'It may do everything, and was seen to need runs:write only. Rotate it with fewer scopes.',
    );
  });

  it('are told with what is not known', () => {
    const row = rowOf(due);
    assert.equal(
      excessSentence(row, excessOf(row, noon)!),
      'approvals:write was not used through this editor. Others may have used it: the control plane only says that the key was last used 2026-11-22 12:00 UTC. Rotate it with fewer scopes.',
    );
  });

  it('make a notice of a due rotation offer fewer scopes', () => {
    const notice = { kind: 'rotation-due', threshold: 0, row: rowOf(due) } as const;
    assert.deepEqual(
      noticeText([notice], noon).remedies.map(({ command }) => command),
      ['keyrail.rotate'],
    );
  });
});
