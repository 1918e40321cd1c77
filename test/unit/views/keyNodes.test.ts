import assert from 'node:assert/strict';
import type { KeyRow } from '../../../src/editor/keys/snapshot.ts';
import {
  hasPredecessors,
  isSameRow,
  nodesBelow,
  topNodes,
  type Node,
} from '../../../src/views/keyNodes.ts';
import { days, makeRow, noon, planned } from '../domain/rows.ts';

const replacedBy = (keyId: string) => planned({ successor: { keyId, keyPrefix: 'grk_live_x' } });
const other = makeRow({ api_key_id: 'other' });
const next = makeRow({ api_key_id: 'new' }, { name: 'sample' });
const old = makeRow({ api_key_id: 'old' }, { name: 'sample', retiring: replacedBy('new') });
const oldest = makeRow({ api_key_id: 'oldest' }, { name: 'sample', retiring: replacedBy('old') });

/** The ids of rows, each with those below it, as VS Code would draw them. */
const drawn = (nodes: readonly Node[]): unknown[] =>
  nodes.map((node) => {
    const below = nodesBelow(node, noon).filter((each) => each.node !== 'fact');
    const name = node.node === 'key' ? node.keyId : node.id;
    return below.length === 0 ? name : [name, drawn(below)];
  });

describe('keys that are over', () => {
  const ended = { status: 'revoked', revoked_at: '2026-11-20T00:00:00.000Z' };
  const gone = makeRow({ api_key_id: 'gone', ...ended });
  const expired = makeRow({ api_key_id: 'expired', expires_at: days(-2) });
  const top = (rows: readonly KeyRow[], folds = true) => drawn(topNodes(rows, 'none', { folds }));

  it('fold below the others, in a row of their own', () => {
    const all = [next, gone, expired, other];
    assert.deepEqual(top(all), ['new', 'other', [':ended', ['gone', 'expired']]]);
    // A person who looks for one by a filter sees it at once.
    assert.deepEqual(top(all, false), ['new', 'gone', 'expired', 'other']);
  });

  it('stay in sight where one has expired whose value is still on this machine', () => {
    const kept = makeRow({ api_key_id: 'kept', expires_at: days(-2) }, { hasCopy: true });
    const placements = [{ where: '.env, KEY', current: true }];
    const placed = makeRow({ api_key_id: 'placed', expires_at: days(-2) }, { placements });
    assert.deepEqual(top([kept, placed, gone]), ['kept', 'placed', [':ended', ['gone']]]);
  });

  it('are open where there is nothing else, as another row to VS Code', () => {
    const [only] = topNodes([gone], 'none');
    assert.ok(only?.node === 'ended' && only.isOpen);
    const [, folded] = topNodes([next, gone], 'none');
    assert.ok(folded?.node === 'ended' && !folded.isOpen);
    assert.notEqual(only.id, folded.id);
  });

  it('do not make the rows above them say what only they differ in', () => {
    const wide = makeRow({ api_key_id: 'wide', scope: ['runs:manage'], ...ended });
    const [first] = topNodes([next, other, wide], 'none');
    assert.ok(first?.node === 'key');
    assert.deepEqual(first.differs, { scopes: false, owner: false, names: false });
  });
});

describe('the rows of a key and of what it has replaced', () => {
  it('are not told apart by prefixes, as two living keys of one name are', () => {
    const twin = { isNamesake: true };
    const isTold = (...rows: readonly KeyRow[]) => {
      const [first] = topNodes(
        rows.map((row) => ({ ...row, ...twin })),
        'none',
      );
      return first?.node === 'key' && first.differs.names;
    };
    const gone = makeRow({ api_key_id: 'gone', status: 'revoked' }, { name: 'sample' });
    assert.equal(isTold(next, old, gone), false);
    const another = makeRow({ api_key_id: 'another' }, { name: 'sample' });
    assert.equal(isTold(next, old, another), true);
  });

  it('are one row with its predecessors below it, also of several rotations', () => {
    assert.deepEqual(drawn(topNodes([next, other, old], 'none')), [['new', ['old']], 'other']);
    assert.deepEqual(drawn(topNodes([next, other, old, oldest], 'none')), [
      ['new', [['old', ['oldest']]]],
      'other',
    ]);
  });

  it('stay together in groups, wherever the new key stands', () => {
    const due = makeRow(
      { api_key_id: 'old', created_at: '2026-01-01T00:00:00.000Z' },
      { retiring: replacedBy('new') },
    );
    assert.deepEqual(drawn(topNodes([next, due], 'attention')), [
      ['group:In order', [['new', ['old']]]],
    ]);
  });

  it('leaves a key on top whose successor was revoked: it works, and that one does not', () => {
    const revoked = makeRow({
      api_key_id: 'new',
      status: 'revoked',
      revoked_at: '2026-11-20T00:00:00.000Z',
    });
    assert.deepEqual(drawn(topNodes([revoked, old], 'none')), ['old', [':ended', ['new']]]);
  });

  it('leaves a key on top whose successor is not listed, or that has ended meanwhile', () => {
    assert.deepEqual(drawn(topNodes([other, old], 'none')), ['other', 'old']);
    const gone = makeRow(
      { api_key_id: 'old', status: 'revoked', revoked_at: '2026-11-20T00:00:00.000Z' },
      { retiring: replacedBy('new') },
    );
    assert.deepEqual(drawn(topNodes([next, gone], 'none')), ['new', [':ended', ['old']]]);
  });

  it('are below each other also behind the first thousand', () => {
    const many = Array.from({ length: 1000 }, (_, at) => makeRow({ api_key_id: `key_${at}` }));
    const rest = topNodes([...many, next, old], 'none').at(-1);
    assert.ok(rest?.node === 'rest');
    assert.deepEqual(drawn(nodesBelow(rest, noon)), [['new', ['old']]]);
  });

  it('are another row once there is a predecessor, or none any more', () => {
    const [before] = topNodes([next], 'none');
    const [now] = topNodes([next, old], 'none');
    assert.ok(before?.node === 'key' && now?.node === 'key');
    assert.ok(!hasPredecessors(before) && hasPredecessors(now));
    assert.ok(!isSameRow(before, now));
    // VS Code keeps a row closed that it has drawn before without any below it.
    assert.notEqual(before.id, now.id);
    assert.ok(isSameRow(now, topNodes([next, old], 'none')[0]!));
  });

  it('opens to what is known of it, below the keys that it has replaced', () => {
    const [head] = topNodes([next, old], 'none');
    const below = nodesBelow(head!, noon);
    assert.equal(below[0]?.node, 'key');
    assert.ok(below.length === 7 && below.slice(1).every(({ node }) => node === 'fact'));
    assert.equal(new Set(below.map(({ id }) => id)).size, below.length);
    const ids = below.flatMap((node) => [node, ...nodesBelow(node, noon)]).map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const owner = below.find((node) => node.node === 'fact' && node.name === 'Owner');
    assert.equal(nodesBelow(owner!, noon).length, 4);
    assert.deepEqual(nodesBelow(below.at(-1)!, noon), []);
  });

  it('are other rows once another one differs in its scopes or its account', () => {
    const [before] = topNodes([next, other], 'none');
    const wide = makeRow({ api_key_id: 'wide', scope: ['runs:write', 'runs:manage'] });
    const [now] = topNodes([next, other, wide], 'none');
    assert.ok(!isSameRow(before!, now!));
    const [later] = topNodes([next, wide, makeRow({ created_at: days(-3) })], 'none');
    assert.ok(isSameRow(now!, later!));
  });

  it('cost a long list without any nothing but one look', () => {
    const rows: readonly KeyRow[] = [next, other];
    const [first] = topNodes(rows, 'none');
    assert.ok(first?.node === 'key' && first.before.size === 0);
  });
});
