import assert from 'node:assert/strict';
import { goesOn, readyState, runWith } from '../fixtures/playgroundStates.ts';
import { lonePage, toolkitCame, type LonePage } from './support/lonePage.ts';

describe('the run in the playground', () => {
  let lone: LonePage;
  const button = (name: string) => lone.page.locator(`[data-focus="${name}"]`);

  before(async () => {
    lone = await lonePage('playground');
  });
  after(() => lone.dispose());
  beforeEach(async () => {
    await lone.open();
    await lone.show(readyState);
    await toolkitCame(lone);
  });

  it('is cancelled by its own button only: to stop what goes on is another matter', async () => {
    const looking = { ...goesOn, words: 'Reading the run' };
    await lone.show({ ...readyState, activity: looking, run: runWith('running', 'open') });
    await button('stop').click();
    await button('cancel-run').click();
    const types = (await lone.sent()).map(({ type }) => type);
    assert.deepEqual(types, ['ready', 'stop', 'cancel']);
  });
});
