import assert from 'node:assert/strict';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createRecovery } from '../../src/editor/secrets/recovery.ts';
import { rotateWithOverlap } from '../../src/lifecycle/protocols/overlap.ts';
import { watchStirrings } from '../bench/companion/stirrings.ts';
import { root } from '../support/root.mjs';
import { openDesk, type Desk } from './lifecycle/desk.ts';
import { dotenv } from './lifecycle/memoryPlaces.ts';

describe('the timer of the next recovery', () => {
  let desk: Desk;
  beforeEach(async () => {
    const first = await openDesk();
    await first.room.checkPersistence();
    desk = first.restart();
  });
  afterEach(() => desk.dispose());

  it('does not outlive the window, however many have looked at once', async () => {
    const place = dotenv();
    const { keyId } = await desk.placedKey(place);
    const key = await desk.row(keyId);
    await rotateWithOverlap(desk.room, { ...desk.at, key, places: [place], grace: '1h' });
    const recovery = createRecovery(
      desk.ports.folder,
      async () => desk.room,
      async () => undefined,
      // `as`: a recovery that is not run has nothing to log.
      {} as Parameters<typeof createRecovery>[3],
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
