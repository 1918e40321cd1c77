import assert from 'node:assert/strict';
import { rotationLeadDays, rotationWindow } from '../../../src/domain/keys/rotationWindow.ts';
import { days, noon } from './rows.ts';

describe('rotation window', () => {
  const states = (windowDays: number, ages: number[]) =>
    ages.map((age) => rotationWindow(days(-age), windowDays, noon)?.state);

  it('is due in its last fourteen days and overdue from its end on', () => {
    assert.deepEqual(states(90, [0, 75, 76, 89, 90, 91]), [
      'open',
      'open',
      'due',
      'due',
      'overdue',
      'overdue',
    ]);
  });

  it('is due only in its last quarter where it is short', () => {
    assert.equal(rotationLeadDays(8), 2);
    assert.deepEqual(states(8, [0, 5, 6, 8]), ['open', 'open', 'due', 'overdue']);
  });

  it('says what is left in full days, negative when over', () => {
    assert.equal(rotationWindow(days(-49.5), 90, noon)?.daysLeft, 40);
    assert.equal(rotationWindow(days(-93), 90, noon)?.daysLeft, -3);
    assert.equal(rotationWindow(days(0), 90, noon)?.endsAt, days(90));
  });

  it('does not exist without days or without a start', () => {
    for (const windowDays of [0, -1, Number.NaN, Number.MAX_VALUE]) {
      assert.equal(rotationWindow(days(0), windowDays, noon), undefined);
    }
    assert.equal(rotationWindow('', 90, noon), undefined);
    assert.equal(rotationWindow('yesterday', 90, noon), undefined);
  });
});
