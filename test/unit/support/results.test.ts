import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../../support/owned.ts';
import { readCounts } from '../../support/results.ts';

describe('the counts that a suite leaves', () => {
  it('are read back, and are nothing when missing, cut off, or not whole numbers', async () => {
    const place = await temporaryFolder('results');
    const file = path.join(place.path, 'unit.json');
    assert.equal(readCounts(file), undefined);
    writeFileSync(file, '{"passed":1,"failed":0,"skipped":2}');
    assert.deepEqual(readCounts(file), { passed: 1, failed: 0, skipped: 2 });
    for (const bad of ['{"passed":1', '{"passed":1,"failed":0}', 'null', '{"passed":"1"}']) {
      writeFileSync(file, bad);
      assert.equal(readCounts(file), undefined, bad);
    }
    place.dispose();
  });
});
