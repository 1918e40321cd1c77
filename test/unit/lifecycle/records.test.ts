import assert from 'node:assert/strict';
import * as z from 'zod/mini';
import { createRecords } from '../../../src/lifecycle/storage/records.ts';
import { openFixture, type LifecycleFixture } from './lifecycleFixture.ts';

describe('small facts in files', () => {
  let fixture: LifecycleFixture;

  beforeEach(async () => {
    fixture = await openFixture();
  });

  afterEach(() => fixture.dispose());

  it('lets others have a turn while many are read', async () => {
    const records = createRecords(fixture.ports, 'numbers', z.object({ value: z.number() }));
    for (let value = 0; value < 200; value++) await records.put(`number ${value}`, { value });
    let turns = 0;
    let isReading = true;
    const takeTurn = () => {
      turns += 1;
      if (isReading) setImmediate(takeTurn);
    };
    setImmediate(takeTurn);
    const all = await records.list();
    isReading = false;
    assert.equal(all.length, 200);
    assert.equal(new Set(all.map(({ value }) => value)).size, 200);
    assert.ok(turns >= 6, `${turns} turns`);
  });
});
