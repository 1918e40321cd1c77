import assert from 'node:assert/strict';
import { keyRow } from '../../../src/domain/keys/keyRow.ts';
import { emptySnapshot, type KeyRow } from '../../../src/editor/keys/snapshot.ts';
import { watchMoments } from '../../../src/editor/keys/watchMoments.ts';
import { days, makeRow, noon, planned } from '../domain/rows.ts';

const minute = 1 / 1440;
const minutes = (count: number) => days(count * minute);

/** A list that says what its rows say, whenever it is drawn, in a time that a test lets pass. */
function openList(rows: readonly KeyRow[]) {
  const listeners = new Set<(value: undefined) => unknown>();
  const timers = new Map<object, { at: number; run: () => void }>();
  let now = noon.getTime();
  let said: string[] = [];
  const list = {
    shown: { ...emptySnapshot, keys: rows },
    onDidChange: (listener: (value: undefined) => unknown) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
    redraw: () => {
      said = list.shown.keys.map((row) => keyRow(row, new Date(now)).description);
      for (const each of listeners) each(undefined);
    },
  };
  const time = {
    now: () => new Date(now),
    after: (milliseconds: number, run: () => void) => {
      const key = {};
      // As the real one: no timer waits longer.
      timers.set(key, { at: now + Math.min(milliseconds, 2_147_483_647), run });
      return { dispose: () => timers.delete(key) };
    },
  };
  list.redraw();
  return {
    list,
    time,
    said: () => said,
    timers: () => timers.size,
    pass: (count: number) => {
      now += count * 60_000;
      for (const [key, { at, run }] of timers) {
        if (at > now || !timers.delete(key)) continue;
        run();
      }
    },
  };
}

describe('a row whose moment passes', () => {
  it('says so at that moment: retired, loan over, expired', () => {
    const { list, time, said, timers, pass } = openList([
      makeRow({}, { retiring: planned({ at: minutes(1) }) }),
      makeRow({}, { lent: { until: minutes(2), borrower: 'dbt' } }),
      makeRow({ expires_at: minutes(3) }),
    ]);
    const watch = watchMoments(list, time);
    assert.equal(timers(), 1);
    assert.match(said()[0] ?? '', /^replaced, ends \d/);
    pass(1);
    assert.match(said()[0] ?? '', /^replaced, ends now/);
    assert.match(said()[1] ?? '', /^lent until/);
    assert.equal(timers(), 1);
    pass(1);
    assert.match(said()[1] ?? '', /^loan over, ends now/);
    assert.match(said()[2] ?? '', /^expires in 1 min/);
    pass(1);
    assert.match(said()[2] ?? '', /^expired just now/);
    assert.equal(timers(), 1, 'rows are to be rotated one day');
    watch.dispose();
    assert.equal(timers(), 0);
  });

  it('is waited for anew where the rows are others', () => {
    const { list, time, said, timers, pass } = openList([makeRow({ expires_at: minutes(3) })]);
    watchMoments(list, time);
    list.shown = { ...list.shown, keys: [makeRow({ expires_at: minutes(9) })] };
    list.redraw();
    assert.equal(timers(), 1);
    pass(3);
    assert.match(said()[0] ?? '', /^expires in 9 min/, 'nothing was drawn');
    pass(6);
    assert.match(said()[0] ?? '', /^expired just now/);
  });

  it('has no timer where no row has a moment', () => {
    const ended = makeRow({ status: 'revoked', revoked_at: days(-1), expires_at: days(3) });
    const open = makeRow({}, { rotationWindowDays: 0 });
    const past = makeRow({}, { rotationWindowDays: 5 });
    const { list, time, timers } = openList([ended, open, past]);
    watchMoments(list, time);
    assert.equal(timers(), 0);
  });

  it('looks again where its moment is further away than a timer can wait', () => {
    const { list, time, timers, pass } = openList([makeRow({}, { rotationWindowDays: 90 })]);
    watchMoments(list, time);
    pass(25 * 1440);
    assert.equal(timers(), 1);
  });
});
