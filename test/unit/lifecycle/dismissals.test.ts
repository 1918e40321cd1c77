import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { openFixture, type LifecycleFixture } from './lifecycleFixture.ts';

describe('what the person called no secret', () => {
  let fixture: LifecycleFixture;
  const guessable = new Secret('Summer2026');

  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.dispose());

  it('is known again in the next session and in another window', async () => {
    await fixture.lifecycle.dismissals.add(guessable, 'docs/a.md:3');
    assert.equal(await fixture.restart().lifecycle.dismissals.has(guessable), true);
    assert.equal(await fixture.window().lifecycle.dismissals.has(guessable), true);
    assert.equal(await fixture.lifecycle.dismissals.has(new Secret('Summer2027')), false);
  });

  it('cannot be guessed by who has all files of this machine', async () => {
    await fixture.key();
    await fixture.lifecycle.dismissals.add(guessable, 'docs/a.md:3');
    const files = readdirSync(fixture.ports.folder, { recursive: true, withFileTypes: true })
      .filter((each) => each.isFile())
      .map((each) => readFileSync(join(each.parentPath, each.name), 'utf8'));
    const words = files.flatMap((text) => text.split(/[^\w+/=-]+/)).filter((word) => word !== '');
    assert.ok(words.length > 10, 'there is something to try');
    for (const key of words) {
      for (const bytes of [Buffer.from(key), Buffer.from(key, 'hex'), Buffer.from(key, 'base64')]) {
        const digest = createHmac('sha256', bytes).update(guessable.reveal()).digest('hex');
        assert.ok(!words.includes(digest), 'a file holds the key of the digests');
      }
    }
  });

  it('leaves no digest of an earlier version behind, whose key lay beside it', async () => {
    const folder = join(fixture.ports.folder, 'dismissed');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'a.json'), JSON.stringify({ fingerprint: 'x', where: 'a.md:1' }));
    await fixture.lifecycle.dismissals.has(guessable);
    assert.deepEqual(readdirSync(folder), ['a.json'], 'nothing has replaced them yet');
    await fixture.lifecycle.dismissals.add(guessable, 'docs/a.md:3');
    assert.deepEqual(readdirSync(folder), []);
    writeFileSync(join(folder, 'b.json'), '{}');
    await fixture.restart().lifecycle.dismissals.has(guessable);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('counts as a secret while the key store cannot be asked, and is not forgotten', async () => {
    await fixture.lifecycle.dismissals.add(guessable, 'docs/a.md:3');
    fixture.vault.mood = 'throws';
    const other = fixture.window();
    assert.equal(await other.lifecycle.dismissals.has(guessable), false);
    fixture.vault.mood = 'good';
    assert.equal(await other.lifecycle.dismissals.has(guessable), true);
  });
});
