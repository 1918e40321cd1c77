import assert from 'node:assert/strict';
import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LeaseLostError } from '../../../src/lifecycle/journal/lease.ts';
import { askedEntry } from './askedEntry.ts';
import { openFixture, type LifecycleFixture } from './lifecycleFixture.ts';

describe('the journal', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    fixture = await openFixture();
  });
  afterEach(() => fixture.dispose());

  const draft = (id: string) => askedEntry({ id, startedAt: new Date().toISOString() });
  const files = () => readdir(join(fixture.ports.folder, 'journal'));

  it('has each entry in one file that another window can read', async () => {
    await fixture.lifecycle.journal.begin(draft('one'));
    const { entries } = await fixture.window().lifecycle.journal.find();
    assert.deepEqual(
      entries.map(({ id, step }) => [id, step]),
      [['one', 'asked']],
    );
    assert.deepEqual(await files(), ['one.1.json']);
  });

  it('gives a waiting entry to exactly one of many windows', async () => {
    const lease = await fixture.lifecycle.journal.begin(draft('one'));
    await fixture.lifecycle.journal.release(lease, 'server');
    const windows = Array.from({ length: 12 }, () => fixture.window());
    const claims = await Promise.all(
      windows.map(({ lifecycle }) => lifecycle.journal.claim('one')),
    );
    assert.equal(claims.filter((claim) => claim !== undefined).length, 1);
  });

  it('does not let a window that lost its lease while it slept write any more', async () => {
    const asleep = await fixture.lifecycle.journal.begin(draft('one'));
    fixture.pass(61_000);
    const taken = await fixture.window().lifecycle.journal.claim('one');
    assert.ok(taken);
    await assert.rejects(
      fixture.lifecycle.journal.advance(asleep, { step: 'kept' }),
      LeaseLostError,
    );
    assert.equal((await fixture.lifecycle.journal.find()).entries[0]?.step, 'asked');
  });

  describe('on a disk that removes nothing for now', () => {
    const refuse = () => {
      const { disk } = fixture.ports;
      const remove = disk.remove.bind(disk);
      disk.remove = () =>
        Promise.reject(Object.assign(new Error('EPERM'), { code: 'EPERM', syscall: 'unlink' }));
      return () => (disk.remove = remove);
    };

    it('goes on with an entry that was taken over', async () => {
      const waiting = await fixture.lifecycle.journal.begin(draft('one'));
      await fixture.lifecycle.journal.release(waiting, 'server');
      const mend = refuse();
      const lease = await fixture.lifecycle.journal.claim('one');
      assert.ok(lease);
      await fixture.lifecycle.journal.advance(lease, { step: 'answered' });
      mend();
      await fixture.lifecycle.journal.release(lease, 'server');
      assert.equal((await fixture.window().lifecycle.journal.claim('one'))?.entry.step, 'answered');
    });

    it('settles an entry, and clears it away later', async () => {
      const lease = await fixture.lifecycle.journal.begin(draft('one'));
      const mend = refuse();
      await fixture.lifecycle.journal.settle(lease);
      fixture.pass(86_400_001);
      await fixture.lifecycle.journal.tidy();
      assert.deepEqual((await fixture.lifecycle.journal.find()).entries, []);
      mend();
      await fixture.lifecycle.journal.tidy();
      await fixture.lifecycle.journal.tidy();
      assert.deepEqual(await files(), []);
    });
  });

  it('is not brought back to life by a late write after it was settled', async () => {
    const asleep = await fixture.lifecycle.journal.begin(draft('one'));
    fixture.pass(61_000);
    const { journal } = fixture.window().lifecycle;
    const taken = await journal.claim('one');
    assert.ok(taken);
    await journal.settle(taken);
    await writeFile(
      join(fixture.ports.folder, 'journal', 'one.1.json'),
      JSON.stringify(asleep.entry),
    );
    assert.deepEqual((await journal.find()).entries, []);
    await journal.tidy();
    assert.ok(!(await files()).includes('one.1.json'));
  });

  it('goes on from the last whole state when a takeover was cut half way', async () => {
    const lease = await fixture.lifecycle.journal.begin(draft('one'));
    await fixture.lifecycle.journal.release(lease, null);
    await writeFile(join(fixture.ports.folder, 'journal', 'one.2.json'), '{"version":1,');
    const taken = await fixture.window().lifecycle.journal.claim('one');
    assert.equal(taken?.generation, 3);
    assert.equal(taken.entry.step, 'asked');
  });

  it('reports a file of another version and leaves it alone', async () => {
    await fixture.lifecycle.journal.begin(draft('one'));
    await writeFile(join(fixture.ports.folder, 'journal', 'two.1.json'), '{"version":9}');
    const { entries, unreadable } = await fixture.lifecycle.journal.find();
    assert.equal(entries.length, 1);
    assert.deepEqual(unreadable, ['two']);
  });

  const fileOf = (id: string) => join(fixture.ports.folder, 'journal', `${id}.1.json`);

  it('relies on the last whole line: the power was cut while the next one was written', async () => {
    const lease = await fixture.lifecycle.journal.begin(draft('one'));
    await fixture.lifecycle.journal.advance(lease, { step: 'answered' });
    await appendFile(fileOf('one'), '\n{"version":1,"id":"one","operation":"is');
    assert.equal((await fixture.lifecycle.journal.find()).entries[0]?.step, 'answered');
    await fixture.lifecycle.journal.advance(lease, { step: 'kept' });
    assert.equal((await fixture.lifecycle.journal.find()).entries[0]?.step, 'kept');
  });

  it('does not fall back to an older line when another version has gone on with an entry', async () => {
    await fixture.lifecycle.journal.begin(draft('one'));
    await appendFile(fileOf('one'), '\n{"version":9,"id":"one"}');
    const { entries, unreadable } = await fixture.lifecycle.journal.find();
    assert.deepEqual([entries, unreadable], [[], ['one']]);
  });

  it('does not let the file of an entry that waits for hours grow without end', async () => {
    const { journal } = fixture.lifecycle;
    const lease = await journal.begin(draft('one'));
    const sizes: number[] = [];
    for (let result = 0; result < 200; result++) {
      await journal.advance(lease, {});
      sizes.push((await readFile(fileOf('one'), 'utf8')).split('\n').length);
    }
    assert.equal(Math.max(...sizes), 64);
    assert.equal((await journal.find()).entries[0]?.id, 'one');
  });

  it('goes on in memory when the disk is full, and catches up when it is not', async () => {
    const { journal } = fixture.lifecycle;
    const lease = await journal.begin(draft('one'));
    fixture.breakDisk('ENOSPC');
    await journal.advance(lease, { step: 'answered' });
    assert.match(lease.behind ?? '', /ENOSPC/);
    assert.equal(lease.entry.step, 'answered');
    fixture.mendDisk();
    await journal.advance(lease, { step: 'kept' });
    assert.equal(lease.behind, undefined);
    assert.equal((await journal.find()).entries[0]?.step, 'kept');
  });

  it('leaves no temporary file behind', async () => {
    const { journal } = fixture.lifecycle;
    const lease = await journal.begin(draft('one'));
    fixture.breakDisk('ENOSPC');
    await journal.advance(lease, { step: 'answered' });
    assert.deepEqual(await files(), ['one.1.json']);
  });

  it('forgets marks of settled entries after a day', async () => {
    const { journal } = fixture.lifecycle;
    await journal.settle(await journal.begin(draft('one')));
    await journal.tidy();
    assert.equal((await files()).length, 1);
    fixture.pass(25 * 3_600_000);
    await journal.tidy();
    assert.deepEqual(await files(), []);
  });
});
