import assert from 'node:assert/strict';
import { claimClockNews } from '../../../src/lifecycle/notices/clockTold.ts';
import { openFixture, type LifecycleFixture } from './lifecycleFixture.ts';

const hour = 3_600_000;

describe('what was told of a clock that differs', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.dispose());

  const claim = (window: LifecycleFixture, aheadMs: number, connectionId = 'here') =>
    claimClockNews(window.ports, connectionId, aheadMs);

  it('is for one window of those that find it at the same time', async () => {
    const windows = [fixture, fixture.window(), fixture.window(), fixture.restart()];
    // Each hears another answer, and reckons the difference to some milliseconds.
    const news = await Promise.all(windows.map((window, n) => claim(window, 2 * hour + n * 300)));
    assert.deepEqual(news.toSorted(), ['none', 'none', 'none', 'tell']);
  });

  it('holds over the end of a day, and after the application was started again', async () => {
    assert.equal(await claim(fixture, 2 * hour), 'tell');
    fixture.pass(24 * hour);
    assert.equal(await claim(fixture, 2 * hour), 'none');
    assert.equal(await claim(fixture.restart(), 2 * hour), 'none');
  });

  it('is told again, on the same day too, where it has become another one or had ended', async () => {
    assert.equal(await claim(fixture, 2 * hour), 'tell');
    assert.equal(await claim(fixture.window(), -hour), 'tell');
    assert.equal(await claim(fixture, -hour), 'none');
    assert.equal(await claim(fixture, 0), 'agrees-again');
    assert.equal(await claim(fixture.window(), 0), 'none');
    assert.equal(await claim(fixture, -hour), 'tell');
  });

  it('is of one connection', async () => {
    assert.equal(await claim(fixture, 2 * hour), 'tell');
    assert.equal(await claim(fixture, 2 * hour, 'there'), 'tell');
    assert.equal(await claim(fixture, 0, 'there'), 'agrees-again');
    assert.equal(await claim(fixture, 2 * hour), 'none');
  });
});
