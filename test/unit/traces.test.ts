import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasTraces } from '../../src/editor/keys/traces.ts';
import { temporaryFolder } from '../support/owned.ts';

describe('what an empty profile finds on the machine', () => {
  it('is keys where a copy or a place of one was written down, and nothing else', async () => {
    const place = await temporaryFolder('traces');
    try {
      assert.equal(await hasTraces(join(place.path, 'never')), false);
      for (const kind of ['copies', 'places']) {
        const folder = join(place.path, kind, 'lifecycle');
        mkdirSync(join(folder, kind), { recursive: true });
        writeFileSync(join(folder, kind, 'half.tmp'), '');
        assert.equal(await hasTraces(folder), false, kind);
        writeFileSync(join(folder, kind, '0a.json'), '{}');
        assert.equal(await hasTraces(folder), true, kind);
      }
    } finally {
      place.dispose();
    }
  });
});
