import assert from 'node:assert/strict';
import { mainJob } from './mainJob.ts';
import type { Desk } from './support/desk.ts';

/** Does steps of the main job by their names, in this order. */
export async function perform(desk: Desk, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const step = mainJob.find((each) => each.name === name);
    assert.ok(step, name);
    await step.run(desk);
  }
}

/** Where a control plane without a baseline is connected: makes the key `first run` with `runs:write`. */
export async function makeKey(desk: Desk): Promise<void> {
  await desk.window.view('API Keys').waitForWelcome(/has no baseline yet/);
  await perform(
    desk,
    'bootstraps the baseline',
    'creates a service account',
    'chooses a narrow scope',
    'creates the key',
  );
}

/** In an empty profile: sets up the local control plane and makes the key `first run` there. */
export async function makeFirstKey(desk: Desk): Promise<void> {
  await desk.window.activityBar.open('Keyrail');
  await perform(desk, 'sets up the local control plane');
  await makeKey(desk);
  await desk.window.notifications.dismiss(/is kept by this editor/);
}
