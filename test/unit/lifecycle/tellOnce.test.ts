import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import type { Ports } from '../../../src/lifecycle/ports.ts';
import { tellOnce } from '../../../src/lifecycle/notices/tellOnce.ts';
import { openDesk, type Desk } from './desk.ts';

describe('what every window finds by itself', () => {
  let desk: Desk;
  let told: string[];
  beforeEach(async () => {
    desk = await openDesk();
    told = [];
  });
  afterEach(() => desk.dispose());

  const tell = (ports: Ports, ...names: string[]) =>
    tellOnce(ports, names, (news) => void told.push(...news));

  it('is told by one of them', async () => {
    const windows = [desk, desk.window(), desk.window().window(), desk.restart()];
    await Promise.all(windows.map(({ ports }) => tell(ports, 'one', 'two')));
    assert.deepEqual(told.toSorted(), ['one', 'two']);
  });

  it('is told later when it is new', async () => {
    await tell(desk.ports, 'one');
    await tell(desk.window().ports, 'one', 'two');
    assert.deepEqual(told, ['one', 'two']);
  });

  it('is told again when the window that had it to tell died before it had', async () => {
    const pid = spawnSync(process.execPath, ['--version']).pid;
    const gone = { ...desk.ports, window: { id: 'gone', pid, host: hostname() } };
    const dying = tellOnce(gone, ['one'], () => Promise.reject(new Error('killed here')));
    await assert.rejects(dying, /killed here/);
    await tell(desk.ports, 'one');
    assert.deepEqual(told, ['one']);
  });

  it('is told though the disk cannot remember it', async () => {
    desk.breakDisk('ENOSPC');
    await tell(desk.ports, 'one');
    assert.deepEqual(told, ['one']);
  });
});
