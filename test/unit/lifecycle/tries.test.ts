import assert from 'node:assert/strict';
import { createTries, type Clocks, type Tries } from '../../../src/lifecycle/drive/tries.ts';
import type { Entry } from '../../../src/lifecycle/journal/entry.ts';
import { seeded, type Random } from '../../support/random.ts';
import { askedEntry } from './askedEntry.ts';

const second = 1000;
const minute = 60 * second;
const runs = 1000;
const seed = Number(process.env['KEYRAIL_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** A rotation whose answer was lost: the server may have committed it. */
function waiting(id: string, connectionId: string): Entry {
  return askedEntry({
    id,
    operation: 'rotate',
    connectionId,
    waits: 'server',
    request: { kind: 'rotate', keyId: `key-${id}`, body: { expires_at: null } },
    unclear: true,
  });
}

/** The same as an overlap whose old key waits for its end. */
function waitingForItsEnd(entry: Entry, retirement: Entry['retirement']): Entry {
  return { ...entry, operation: 'overlap', step: 'retiring', waits: 'due', retirement };
}

/** What windows share: servers that are away for a while, and the operations that wait for them. */
interface World {
  now: number;
  /** How far the machine's clock is ahead of the control planes', whose answers have told. */
  readonly aheadMs: number;
  /** When each connection's control plane answers again. */
  readonly backAt: ReadonlyMap<string, number>;
  readonly left: Map<string, Entry>;
  readonly settledAt: Map<string, number>;
}

/** @param aheadMs of the machine's clock, of which the server's answers have told */
function clocksOf(time: { readonly now: number }, aheadMs: number): Clocks {
  return {
    machine: () => new Date(time.now + aheadMs),
    server: () => new Date(time.now),
  };
}

/** A window as `createRecovery` drives it, one try at a time. */
function openWindow(world: World, id: string, random: Random, takes: readonly number[]) {
  const tries: Tries = createTries(id, clocksOf(world, world.aheadMs), () => world.now);
  let busyUntil = 0;
  let trying: Entry | undefined;
  const look = () => {
    tries.seen([...world.left.values()]);
  };
  const finish = () => {
    if (!trying || busyUntil > world.now) return;
    const { id: tried } = trying;
    const mayEnd = mayEndAt(trying, world) <= world.now;
    trying = undefined;
    // Its last attempt was a moment ago.
    if (world.left.has(tried) && mayEnd) {
      world.left.delete(tried);
      world.settledAt.set(tried, world.now);
    }
    look();
  };
  return {
    look,
    read(connectionId: string) {
      if ((world.backAt.get(connectionId) ?? 0) <= world.now) tries.answered(connectionId);
      look();
    },
    /** What its timer does when it is due. */
    tick() {
      finish();
      if (trying || tries.untilNext() !== 0) return;
      const due = [...world.left.values()].filter((entry) => tries.isDue(entry));
      if (due.length === 0) {
        look();
        return;
      }
      trying = random.pick(due);
      tries.began(trying.id);
      busyUntil = world.now + random.pick(takes);
      finish();
    },
  };
}

/** When its control plane is back, and its own moment has come by that one's clock. */
function mayEndAt({ retirement }: Entry, { backAt }: Pick<World, 'backAt'>): number {
  const due = Date.parse(retirement?.dueAt ?? new Date(0).toISOString());
  return Math.max(backAt.get('a') ?? 0, due);
}

function settleTimes(
  random: Random,
  takes: readonly number[],
): { readonly latest: number; readonly left: number } {
  const backAt = random.below(10 * 60) * second;
  const entries = Array.from({ length: 1 + random.below(3) }, (_, n) => {
    const entry = waiting(`op${n}`, 'a');
    if (random.below(2) === 0) return entry;
    const dueAt = new Date(random.below(10 * 60) * second).toISOString();
    return waitingForItsEnd(entry, { dueAt, notAfter: null, use: null });
  });
  const world: World = {
    now: 0,
    aheadMs: random.pick([-2, -1, -0.5, 0, 0.5, 1, 2]) * 60 * minute,
    backAt: new Map([['a', backAt]]),
    left: new Map(entries.map((entry) => [entry.id, entry])),
    settledAt: new Map(),
  };
  const windows = Array.from({ length: 1 + random.below(2) }, (_, n) =>
    openWindow(world, `w${n}`, random, takes),
  );
  for (const window of windows) window.look();
  // In some runs nobody looks, in some everybody does all the time.
  const gaps = random.pick([[1], [1, 5, 20], [30], [59], [200, 700], [Infinity]] as const);
  let nextLook = 0;
  for (; world.now <= backAt + 20 * minute && world.left.size > 0; world.now += second) {
    if (world.now >= nextLook) {
      const window = random.pick(windows);
      if (random.below(2) === 0) window.look();
      else window.read('a');
      nextLook = world.now + random.pick<number>(gaps) * second;
    }
    for (const window of windows) window.tick();
  }
  const late = entries.map(
    (entry) => (world.settledAt.get(entry.id) ?? 0) - mayEndAt(entry, world),
  );
  return { latest: Math.max(...late), left: world.left.size };
}

describe('the tries of an operation that waits', () => {
  const inAnyOrder = (takes: readonly number[], bound: number) => {
    for (let run = 0; run < runs; run++) {
      const { latest, left } = settleTimes(seeded(seed + run), takes);
      assert.equal(left, 0, `Run ${run} of seed ${seed} left something.`);
      assert.ok(latest <= bound, `Run ${run} of seed ${seed}: ${latest} ms.`);
    }
  };

  it(`settle it within an interval after the server answers: ${runs} orders of reads, looks and windows, clocks from −2 h to +2 h (seed ${seed})`, () => {
    inAnyOrder([0], minute + 3 * second);
  });

  it(`do so where a try takes up to 30 s, and each of three has its turn (seed ${seed})`, () => {
    inAnyOrder([0, second, 5 * second, 30 * second], minute + 3 * 30 * second);
  });

  const alone = (aheadMs = 0) => {
    const time = { now: 0 };
    const tries = createTries('here', clocksOf(time, aheadMs), () => time.now);
    return { time, tries, entry: waiting('one', 'a') };
  };

  it('are a minute apart, however often the journal is looked at', () => {
    const { time, tries, entry } = alone();
    for (time.now = 0; time.now < minute; time.now += second) {
      tries.seen([entry]);
      assert.equal(tries.untilNext(), minute - time.now);
      assert.ok(!tries.isDue(entry));
    }
    assert.ok(tries.isDue(entry));
    tries.began('one');
    assert.equal(tries.untilNext(), minute);
  });

  it('are begun by a read that succeeds, of that connection alone, and not again at once', () => {
    const { time, tries, entry } = alone();
    const other = waiting('two', 'b');
    tries.seen([entry, other]);
    time.now = 20 * second;
    tries.answered('a');
    assert.ok(tries.isDue(entry) && !tries.isDue(other));
    tries.began('one');
    time.now += second;
    tries.answered('a');
    assert.equal(tries.untilNext(), 9 * second);
  });

  it('forget no read that succeeded while one was under way', () => {
    const { time, tries, entry } = alone();
    tries.seen([entry]);
    tries.began('one');
    time.now = 12 * second;
    tries.answered('a');
    time.now = 30 * second;
    tries.seen([entry]);
    assert.equal(tries.untilNext(), 0);
  });

  it('that asked nobody are repeated as soon as anybody may be asked', () => {
    const { tries, entry } = alone();
    tries.seen([entry]);
    tries.began('one');
    tries.heldBack('one', 5 * second);
    assert.equal(tries.untilNext(), 5 * second);
  });

  it('wait for its moment, and are a minute apart after it', () => {
    const { time, tries, entry } = alone();
    const at = new Date(90 * minute).toISOString();
    const retirement = { dueAt: at, notAfter: null, use: null };
    const due = waitingForItsEnd(entry, retirement);
    tries.seen([due]);
    tries.answered('a');
    assert.equal(tries.untilNext(), 90 * minute);
    time.now = 90 * minute;
    tries.seen([due]);
    assert.ok(tries.isDue(due));
    tries.began('one');
    assert.equal(tries.untilNext(), minute);
  });

  for (const hours of [-2, -0.5, 0, 0.5, 2]) {
    it(`wait for its moment by the server's clock, and for a lease by this machine's, ${hours} h ahead`, () => {
      const aheadMs = hours * 60 * minute;
      const { tries, entry } = alone(aheadMs);
      const retirement = {
        dueAt: new Date(90 * minute).toISOString(),
        notAfter: null,
        use: null,
      };
      tries.seen([waitingForItsEnd(entry, retirement)]);
      assert.equal(tries.untilNext(), 90 * minute);

      const until = new Date(minute + aheadMs).toISOString();
      const window = { id: 'there', pid: process.pid, host: 'another' };
      tries.seen([{ ...waiting('two', 'a'), waits: null, lease: { window, until } }]);
      assert.equal(tries.untilNext(), minute);
    });
  }

  it('of a key that ends when unused are a quarter of an hour apart, looked at or not', () => {
    const { time, tries, entry } = alone();
    const retirement = { dueAt: null, notAfter: null, use: null };
    const due = waitingForItsEnd(entry, retirement);
    for (; time.now < 15 * minute; time.now += minute) {
      tries.seen([due]);
      assert.ok(!tries.isDue(due));
    }
    assert.ok(tries.isDue(due));
  });
});
