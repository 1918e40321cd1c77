import assert from 'node:assert/strict';
import { UserFacingError } from '../../../src/domain/errors.ts';
import {
  checkReceipt,
  exportBounds,
  parseReceiptNote,
  receiptFilters,
  receiptNote,
} from '../../../src/domain/firstRun/receipt.ts';

const sha256 = '0123456789abcdef'.repeat(4);
const filename = 'govrail-audit-support-20261122.jsonl';
const receipt = { filename, from: null, to: null, sha256 };

describe('audit receipt', () => {
  it('writes the note exactly as the web console does', () => {
    assert.equal(
      receiptNote(receipt),
      `Audit export ${filename} (full workspace history, SHA-256: ${sha256}).`,
    );
    assert.equal(
      receiptNote({ ...receipt, from: '2026-11-01', to: '2026-11-30', sha256: null }),
      `Audit export ${filename} (2026-11-01 -> 2026-11-30, SHA-256: hash unavailable).`,
    );
  });

  it('names open sides', () => {
    assert.equal(receiptFilters({ from: null, to: null }), 'Full workspace history');
    assert.equal(receiptFilters({ from: '2026-11-01', to: null }), '2026-11-01 -> end');
    assert.equal(receiptFilters({ from: null, to: '2026-11-30' }), 'start -> 2026-11-30');
  });

  it('finds its own note again, in the middle of other text', () => {
    for (const each of [
      receipt,
      { ...receipt, from: '2026-11-01' },
      { ...receipt, to: '2026-11-30' },
      { ...receipt, from: '2026-11-01', to: '2026-11-30', sha256: null },
      { ...receipt, filename: 'my export (2).jsonl' },
    ]) {
      assert.deepEqual(parseReceiptNote(`Done.\n${receiptNote(each)} Thanks.`), each);
    }
    assert.equal(parseReceiptNote('Audit export x (full workspace history).'), undefined);
  });

  it('tells the same bytes from others', () => {
    assert.deepEqual(checkReceipt(receipt, sha256.toUpperCase()), { kind: 'same' });
    assert.equal(checkReceipt(receipt, 'f'.repeat(64)).kind, 'different');
    assert.equal(checkReceipt({ sha256: null }, sha256).kind, 'unprovable');
  });

  it('turns days into bounds that include both', () => {
    assert.deepEqual(exportBounds({ from: '2026-11-01', to: '2026-11-01' }), {
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-11-01T23:59:59.999Z',
    });
    assert.deepEqual(exportBounds({ from: null, to: null }), { from: null, to: null });
  });

  it('refuses days that are none and a start after the end', () => {
    for (const from of ['2026-02-30', '2026-1-1', 'yesterday', '2026-13-01', '']) {
      assert.throws(() => exportBounds({ from, to: null }), UserFacingError);
    }
    assert.throws(() => exportBounds({ from: '2026-11-02', to: '2026-11-01' }), UserFacingError);
  });
});
