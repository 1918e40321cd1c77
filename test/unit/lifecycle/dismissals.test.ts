import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Secret } from '../../../src/domain/secrets/secret.ts';
import { openDesk, type Desk } from './desk.ts';

describe('what the person called no secret', () => {
  let desk: Desk;
  const guessable = new Secret('Summer2026');

  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.dispose());

  it('is known again in the next session and in another window', async () => {
    await desk.room.dismissals.add(guessable, 'docs/a.md:3');
    assert.equal(await desk.restart().room.dismissals.has(guessable), true);
    assert.equal(await desk.window().room.dismissals.has(guessable), true);
    assert.equal(await desk.room.dismissals.has(new Secret('Summer2027')), false);
  });

  it('cannot be guessed by who has all files of this machine', async () => {
    await desk.key();
    await desk.room.dismissals.add(guessable, 'docs/a.md:3');
    const files = readdirSync(desk.ports.folder, { recursive: true, withFileTypes: true })
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
    const folder = join(desk.ports.folder, 'dismissed');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'a.json'), JSON.stringify({ fingerprint: 'x', where: 'a.md:1' }));
    await desk.room.dismissals.has(guessable);
    assert.deepEqual(readdirSync(folder), ['a.json'], 'nothing has replaced them yet');
    await desk.room.dismissals.add(guessable, 'docs/a.md:3');
    assert.deepEqual(readdirSync(folder), []);
    writeFileSync(join(folder, 'b.json'), '{}');
    await desk.restart().room.dismissals.has(guessable);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('counts as a secret while the key store cannot be asked, and is not forgotten', async () => {
    await desk.room.dismissals.add(guessable, 'docs/a.md:3');
    desk.vault.mood = 'throws';
    const other = desk.window();
    assert.equal(await other.room.dismissals.has(guessable), false);
    desk.vault.mood = 'good';
    assert.equal(await other.room.dismissals.has(guessable), true);
  });
});
