import assert from 'node:assert/strict';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createRecovery } from '../../src/editor/secrets/recovery.ts';
import { rotateWithOverlap } from '../../src/lifecycle/protocols/overlap.ts';
import { watchStirrings } from '../bench/companion/stirrings.ts';
import { root } from '../support/root.mjs';
import { openFixture, type LifecycleFixture } from './lifecycle/lifecycleFixture.ts';
import { dotenv } from './lifecycle/memoryPlaces.ts';

describe('the timer of the next recovery', () => {
  let fixture: LifecycleFixture;
  beforeEach(async () => {
    const first = await openFixture();
    await first.lifecycle.checkPersistence();
    fixture = first.restart();
  });
  afterEach(() => fixture.dispose());

  it('does not outlive the window, however many have looked at once', async () => {
    const place = dotenv();
    const { keyId } = await fixture.placedKey(place);
    const key = await fixture.row(keyId);
    await rotateWithOverlap(fixture.lifecycle, {
      ...fixture.at,
      key,
      places: [place],
      grace: '1h',
    });
    const recovery = createRecovery(
      fixture.ports.folder,
      async () => fixture.lifecycle,
      async () => undefined,
      // `as`: a recovery that is not run has nothing to log.
      {} as Parameters<typeof createRecovery>[3],
      () => import('../../src/editor/secrets/recoveryWork.ts'),
    );
    const watch = watchStirrings(path.join(root, 'src', 'editor'), path.join(root, 'nobody'));
    await Promise.all([recovery.reschedule(), recovery.reschedule(), recovery.reschedule()]);
    recovery.dispose();
    // What was cleared is told to the watch in a turn of its own.
    await nextTurn();
    await nextTurn();
    const { own } = watch.end();
    const due = (stack: string) => stack.includes('disposables.ts');
    assert.ok(own.begun.some((stack) => stack.startsWith('Timeout') && due(stack)));
    assert.deepEqual(own.timers.filter(due), []);
  });
});
