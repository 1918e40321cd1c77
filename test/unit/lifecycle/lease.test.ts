import assert from 'node:assert/strict';
import { hostname } from 'node:os';
import type { Entry } from '../../../src/lifecycle/journal/entry.ts';
import { isFree, leased, waitingFor } from '../../../src/lifecycle/journal/lease.ts';
import type { WaitsFor } from '../../../src/lifecycle/model/events.ts';
import { askedEntry } from './askedEntry.ts';

const now = new Date('2030-01-01T12:00:00Z');
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

// This very process is there, whatever else is; who is on another host is never known to be gone.
const here = { id: 'here', pid: process.pid, host: hostname() };
const beside = { id: 'beside', pid: process.pid, host: hostname() };
const away = { id: 'away', pid: 1, host: `not-${hostname()}` };

describe('an entry may be taken over', () => {
  const isFreeToUs = (entry: Entry, holds = false) =>
    isFree(entry, { window: here, holds: () => holds, now });

  it('when nobody holds it', () => {
    assert.equal(isFreeToUs(entry({ lease: null })), true);
  });

  it('by the window that let go of it, and not while that works on it', () => {
    const ours = leased(entry(), here, now);
    assert.equal(isFreeToUs(ours), true);
    assert.equal(isFreeToUs(ours, true), false);
  });

  it('a minute after the last sign of a window that works on it', () => {
    for (const window of [beside, away]) {
      assert.equal(isFreeToUs(leased(entry(), window, minutesAgo(0.5))), false);
      assert.equal(isFreeToUs(leased(entry(), window, minutesAgo(1))), true);
    }
  });

  it('at once when its window is certainly gone', () => {
    // No system gives a process this number.
    const gone = { ...beside, pid: 2 ** 30 };
    assert.equal(isFreeToUs(leased(entry(), gone, now)), true);
  });

  it('a day later where it waits for a window of this host, which may have slept', () => {
    const parked = (minutes: number) =>
      leased(entry({ waits: 'vault' }), beside, minutesAgo(minutes));
    assert.equal(isFreeToUs(parked(60)), false);
    assert.equal(isFreeToUs(parked(24 * 60)), false);
    assert.equal(isFreeToUs(parked(24 * 60 + 1)), true);
  });

  it('a minute later where it waits for a window of another host', () => {
    const parked = leased(entry({ waits: 'vault' }), away, minutesAgo(1));
    assert.equal(isFreeToUs(parked), true);
  });
});

describe('an entry that waits', () => {
  const since = minutesAgo(30).toISOString();
  const afterWait = (before: Partial<Entry>, waits: WaitsFor | null) => {
    const after = waitingFor(entry(before), waits, now);
    return [after.waits, after.waited?.for, after.waited?.since];
  };

  it('says for what, and since when', () => {
    assert.deepEqual(afterWait({}, 'server'), ['server', 'server', now.toISOString()]);
  });

  it('waits since the first time, however often it was tried in between', () => {
    const waited = { for: 'server', since } as const;
    assert.deepEqual(afterWait({ waited }, 'server'), ['server', 'server', since]);
    // Tried now: that is no wait for something else.
    assert.deepEqual(afterWait({ waits: 'server', waited }, null), [null, 'server', since]);
  });

  it('waits anew for something else', () => {
    const waited = { for: 'server', since } as const;
    assert.deepEqual(afterWait({ waited }, 'vault'), ['vault', 'vault', now.toISOString()]);
  });
});

function entry(changes: Partial<Entry> = {}): Entry {
  return askedEntry({ id: 'one', startedAt: now.toISOString(), ...changes });
}
