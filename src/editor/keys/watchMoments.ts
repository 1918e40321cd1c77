import { nextRowMoment } from '../../domain/keys/nextRowMoment.ts';
import { after, createDisposableStore, type Disposable } from '../disposables.ts';
import { serverTime } from '../serverTime.ts';
import type { KeyList } from './keyList.ts';

/** Says how late it is at the control plane, and runs what is to run later. */
interface Scheduler {
  now(): Date;
  after(milliseconds: number, run: () => void): Disposable;
}

const ownScheduler: Scheduler = { now: serverTime, after };

/**
 * Draws the rows again when the moment of one of them has come. There is one timer, for the next moment,
 * and none where no row has one; nothing is asked of the control plane.
 *
 * @param scheduler only a test gives another than the real one
 */
export function watchMoments(
  keyList: Pick<KeyList, 'shown' | 'onDidChange' | 'redraw'>,
  scheduler = ownScheduler,
): Disposable {
  const owned = createDisposableStore();
  let timer: Disposable | undefined;
  const wait = () => {
    timer?.dispose();
    timer = undefined;
    const now = scheduler.now();
    const next = nextRowMoment(keyList.shown.keys, now);
    if (next === undefined) return;
    timer = scheduler.after(Math.ceil(next - now.getTime()), () => {
      // Which is a change, after which the next moment is waited for.
      keyList.redraw();
    });
  };
  owned.add(keyList.onDidChange(wait));
  owned.add({ dispose: () => timer?.dispose() });
  wait();
  return owned;
}
