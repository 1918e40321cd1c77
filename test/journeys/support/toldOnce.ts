import assert from 'node:assert/strict';
import type { Session } from './session.ts';
import { eventually } from './eventually.ts';
import type { Workbench } from './workbench.ts';

/** How often the windows of this session, also those that are closed, wrote a line that begins so. */
export function logged(session: Session, what: RegExp): number {
  return [...session.log().matchAll(new RegExp(`^\\S+ \\S+ \\[info\\] ${what.source}`, 'gm'))]
    .length;
}

/**
 * Waits for a message that Keyrail shows by itself, which it also logs: it stands in exactly one of
 * the windows. Takes a picture of it.
 */
export async function isToldOnce(
  session: Session,
  windows: readonly Workbench[],
  what: RegExp,
): Promise<void> {
  const said = () => logged(session, what);
  await eventually(`“${what.source}” in a log`, said, (count) => count > 0);
  const shown = async () => {
    let count = 0;
    for (const window of windows) {
      await window.page.bringToFront();
      await window.notifications.showCentre(true);
      const here = (await window.notifications.list()).filter(({ text }) => what.test(text)).length;
      if (here > 0) await session.screenshot(`told ${what.source}`, window);
      await window.notifications.showCentre(false);
      count += here;
    }
    return count;
  };
  assert.equal(await eventually(`“${what.source}” in a window`, shown, (count) => count > 0), 1);
  assert.equal(said(), 1, what.source);
}
