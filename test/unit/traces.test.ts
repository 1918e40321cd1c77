import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasLocalPlane, hasTraces } from '../../src/editor/keys/traces.ts';
import { manifestInEnglish } from '../support/manifest.ts';
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

  it('is the local control plane where it was used, and not where keys are of a server alone', async () => {
    const place = await temporaryFolder('traces');
    try {
      const folder = join(place.path, 'lifecycle');
      mkdirSync(join(folder, 'copies'), { recursive: true });
      writeFileSync(join(folder, 'copies', '0a.json'), '{}');
      assert.equal(await hasLocalPlane(folder), false);
      mkdirSync(join(place.path, 'control-plane'));
      assert.equal(await hasLocalPlane(folder), true);
    } finally {
      place.dispose();
    }
  });

  it('is offered the local control plane for a reason, below the words that tell it', () => {
    // `as`: it is our own manifest.
    const { contributes } = manifestInEnglish() as {
      contributes: { viewsWelcome: { when: string; contents: string }[] };
    };
    const offers = contributes.viewsWelcome.filter(({ when }) => /Elsewhere/.test(when));
    assert.deepEqual(
      offers.map(({ when, contents }) => [
        when.split(' ')[0],
        /\[.*\]\(command:.*\)$/.test(contents),
      ]),
      [
        ['keyrail.keysElsewhere', false],
        ['keyrail.localElsewhere', true],
      ],
    );
  });
});
