import assert from 'node:assert/strict';
import { createRecovery, type Recovery } from '../../src/editor/secrets/recovery.ts';
import { issue } from '../../src/lifecycle/protocols/issue.ts';
import type { ServerAccess } from '../../src/lifecycle/model/ports.ts';
import { assertKind } from './lifecycle/assertKind.ts';
import { failing } from './lifecycle/badServers.ts';
import { inADay, openFixture, type LifecycleFixture } from './lifecycle/lifecycleFixture.ts';

const second = 1000;
/** By the real clock: files are read and written meanwhile. */
const patienceMs = 15_000;

/** Time that passes when the test says so; what is due is begun then. */
function createScheduler() {
  let now = 0;
  const timers = new Map<object, { readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    after(ms: number, run: () => void) {
      const timer = {
        dispose: () => {
          timers.delete(timer);
        },
      };
      timers.set(timer, { at: now + ms, run });
      return timer;
    },
    pass(ms: number) {
      now += ms;
      for (const [timer, { at, run }] of timers) {
        if (at > now) continue;
        timers.delete(timer);
        run();
      }
    },
    isSet: () => timers.size > 0,
  };
}

describe('a recovery after an outage', () => {
  let fixture: LifecycleFixture;
  let healthy: ServerAccess;
  let recovery: Recovery;
  let scheduler: ReturnType<typeof createScheduler>;
  let recoveries: number;
  beforeEach(async () => {
    fixture = await openFixture();
    healthy = fixture.server;
    fixture.server = failing(healthy, 'createApiKey', 503);
    const outcome = await issue(fixture.lifecycle, {
      ...fixture.at,
      serviceAccountId: fixture.accountId,
      scope: ['runs:write'],
      expiresAt: inADay(),
    });
    assertKind(outcome, 'waiting');
    scheduler = createScheduler();
    recoveries = 0;
    recovery = createRecovery(
      fixture.ports.folder,
      async () => fixture.lifecycle,
      async () => {
        recoveries++;
        // As the refresh that follows a recovery: the reads succeed all the while.
        recovery.answered(fixture.at.connectionId);
      },
      // `as`: of the log nothing but this is used.
      { info: () => undefined, error: assert.ifError } as unknown as Parameters<
        typeof createRecovery
      >[3],
      () => import('../../src/editor/secrets/recoveryWork.ts'),
      scheduler,
    );
    await recovery.reschedule();
  });
  afterEach(async () => {
    recovery.dispose();
    await fixture.dispose();
  });

  const left = async () => (await fixture.lifecycle.journal.find()).entries.length;
  const until = async (isSo: () => boolean | Promise<boolean>) => {
    const end = performance.now() + patienceMs;
    while (!(await isSo())) {
      assert.ok(performance.now() < end, 'It was waited for in vain.');
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  it('is not put off by windows that look and views that refresh', async () => {
    fixture.server = healthy;
    for (let passed = 0; passed < 60; passed += 5) {
      recovery.takeOver();
      await recovery.reschedule();
      scheduler.pass(5 * second);
    }
    await until(async () => (await left()) === 0);
    assert.equal((await fixture.rows()).filter(({ status }) => status === 'active').length, 1);
  });

  it('begins with the first read that succeeds', async () => {
    scheduler.pass(12 * second);
    fixture.server = healthy;
    recovery.answered(fixture.at.connectionId);
    await until(scheduler.isSet);
    scheduler.pass(0);
    await until(async () => {
      scheduler.pass(0);
      return (await left()) === 0;
    });
    assert.equal(scheduler.now(), 12 * second);
  });

  it('does not go round where the person is being asked', async () => {
    const [entry] = (await fixture.lifecycle.journal.find()).entries;
    const held = await fixture.lifecycle.journal.claim(entry?.id ?? '');
    assert.ok(held);
    await fixture.lifecycle.journal.park(held, 'disk');
    await recovery.reschedule();
    for (let passed = 0; passed < 90; passed++) {
      scheduler.pass(second);
      await until(scheduler.isSet);
    }
    assert.equal(recoveries, 1);
    await fixture.lifecycle.journal.release(held, 'server');
  });

  it('does not go round where reads succeed and the operation does not', async () => {
    scheduler.pass(12 * second);
    recovery.answered(fixture.at.connectionId);
    await until(() => {
      scheduler.pass(0);
      return recoveries === 1;
    });
    await until(scheduler.isSet);
    for (let passed = 0; passed < 40; passed++) {
      scheduler.pass(second);
      // No timer is set as long as a recovery is under way.
      await until(scheduler.isSet);
    }
    assert.equal(recoveries, 1);
    assert.equal(await left(), 1);
  });
});
