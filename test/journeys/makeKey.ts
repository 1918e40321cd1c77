import assert from 'node:assert/strict';
import { mainJob } from './mainJob.ts';
import type { Session } from './support/session.ts';

/** Does steps of the main job by their names, in this order. */
export async function perform(session: Session, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const step = mainJob.find((each) => each.name === name);
    assert.ok(step, name);
    await step.run(session);
  }
}

/** Where a control plane without a baseline is connected: makes the key `first run` with `runs:write`. */
export async function makeKey(session: Session): Promise<void> {
  await session.window.view('API Keys').waitForWelcome(/has no baseline yet/);
  await perform(
    session,
    'bootstraps the baseline',
    'creates a service account',
    'chooses a narrow scope',
    'creates the key',
  );
}

/**
 * Sets up the local control plane and makes the key `first run` there. On a machine where that was done
 * it is only looked for.
 */
export async function makeFirstKey(session: Session): Promise<void> {
  await session.window.activityBar.open('Keyrail');
  if (session.wasHere) {
    await session.window.view('API Keys').row('first run');
    return;
  }
  await perform(session, 'sets up the local control plane');
  await makeKey(session);
  await session.window.notifications.dismiss(/is kept by this editor/);
}
