import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import type { Ports } from '../../../src/lifecycle/model/ports.ts';
import { tellOnce } from '../../../src/lifecycle/notices/tellOnce.ts';
import { openFixture, type LifecycleFixture } from './lifecycleFixture.ts';

describe('what every window finds by itself', () => {
  let fixture: LifecycleFixture;
  let told: string[];
  beforeEach(async () => {
    fixture = await openFixture();
    told = [];
  });
  afterEach(() => fixture.dispose());

  const tell = (ports: Ports, ...names: string[]) =>
    tellOnce(ports, names, (news) => void told.push(...news));

  it('is told by one of them', async () => {
    const windows = [fixture, fixture.window(), fixture.window().window(), fixture.restart()];
    await Promise.all(windows.map(({ ports }) => tell(ports, 'one', 'two')));
    assert.deepEqual(told.toSorted(), ['one', 'two']);
  });

  it('is told later when it is new', async () => {
    await tell(fixture.ports, 'one');
    await tell(fixture.window().ports, 'one', 'two');
    assert.deepEqual(told, ['one', 'two']);
  });

  it('is told again when the window that had it to tell died before it had', async () => {
    const pid = spawnSync(process.execPath, ['--version']).pid;
    const gone = { ...fixture.ports, window: { id: 'gone', pid, host: hostname() } };
    const dying = tellOnce(gone, ['one'], () => Promise.reject(new Error('killed here')));
    await assert.rejects(dying, /killed here/);
    await tell(fixture.ports, 'one');
    assert.deepEqual(told, ['one']);
  });

  it('is told though the disk cannot remember it', async () => {
    fixture.breakDisk('ENOSPC');
    await tell(fixture.ports, 'one');
    assert.deepEqual(told, ['one']);
  });
});
