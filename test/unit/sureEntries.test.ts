import assert from 'node:assert/strict';
import { createSureEntries } from '../../src/editor/keys/sureEntries.ts';
import { eventually } from '../journeys/support/eventually.ts';

describe('entries that VS Code keeps for all windows as one value', () => {
  let kept: Readonly<Record<string, unknown>>;
  const windows: { dispose(): void }[] = [];
  beforeEach(() => {
    kept = {};
  });
  afterEach(() => {
    for (const window of windows.splice(0)) window.dispose();
  });

  /** As a window's `Memento`: it writes all that it knows, and hears of others' changes later. */
  const open = () => {
    let known = kept;
    const hear = () => {
      known = kept;
    };
    const memento = {
      get: (key: string) => known[key],
      async update(key: string, value: unknown) {
        known = { ...known, [key]: value };
        kept = known;
      },
    };
    let mended = 0;
    const entries = createSureEntries(memento, {
      onMended: () => mended++,
      wait: () => 1 + Math.random() * 20,
    });
    windows.push(entries);
    return { entries, memento, hear, mended: () => mended };
  };

  it('has the entries of both windows in the end', async () => {
    const [one, other] = [open(), open()];
    await one.entries.update('a', { name: 'a' });
    await other.entries.update('b', { name: 'b' });
    assert.deepEqual(kept, { b: { name: 'b' } }, 'as VS Code leaves it');
    one.hear();
    await eventually(
      'Both entries',
      () => Object.keys(kept).sort(),
      (keys) => keys.join() === 'a,b',
    );
    await eventually('A word of it', one.mended, (times) => times === 1);
    assert.equal(other.mended(), 0);
  });

  it('leaves what somebody changed since', async () => {
    const [one, other] = [open(), open()];
    await one.entries.update('a', { name: 'mine' });
    other.hear();
    await other.memento.update('a', { name: 'theirs' });
    one.hear();
    await one.entries.update('b', { name: 'b' });
    assert.deepEqual(kept, { a: { name: 'theirs' }, b: { name: 'b' } });
    assert.equal(one.mended(), 0);
  });
});
