import assert from 'node:assert/strict';
import type { KeyList } from '../../../src/editor/keys/keyList.ts';
import { createAutoRefresh } from '../../../src/views/autoRefresh.ts';
import { eventually } from '../../journeys/support/eventually.ts';

/** An event of VS Code's form, and how it is fired. */
function createEvent() {
  const listeners = new Set<(value: unknown) => unknown>();
  const event = (listener: (value: unknown) => unknown) => {
    listeners.add(listener);
    return { dispose: () => listeners.delete(listener) };
  };
  const fire = () => {
    for (const each of listeners) each(undefined);
  };
  return { event, fire };
}

describe('refreshing by itself', () => {
  it('begins as soon as the setting says so, and ends so', async () => {
    const [refreshed, shown, settings] = [createEvent(), createEvent(), createEvent()];
    let asked = 0;
    let every = 0;
    const keyList = {
      snapshot: { connection: {}, freshness: { kind: 'fresh' }, state: 'ready' },
      onDidRefresh: refreshed.event,
      async refresh() {
        asked++;
        refreshed.fire();
      },
    } as unknown as KeyList; // What else there is, it asks for nothing of.
    const view = { visible: true, onDidChangeVisibility: shown.event };
    const auto = createAutoRefresh(keyList, view, () => every, settings.event);
    refreshed.fire();
    every = 0.01;
    settings.fire();
    await eventually(
      'two refreshes',
      () => asked,
      (count) => count >= 2,
    );
    every = 0;
    settings.fire();
    const then = asked;
    await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal(asked, then);
    auto.dispose();
  });
});
