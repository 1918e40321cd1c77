import assert from 'node:assert/strict';
import { goesOn, readyState, runWith } from '../fixtures/playgroundStates.ts';
import { useLonePage } from './support/lonePage.ts';

describe('the form of the playground', () => {
  const journey = useLonePage('playground', readyState);
  const runs = async () => (await journey.lone.sent('run')).length;

  describe('at Control and Enter', () => {
    const enter = async () => {
      await journey.lone.page.locator('#request').focus();
      await journey.lone.page.keyboard.press('Control+Enter');
    };

    it('makes one run, however long the keys are held', async () => {
      const { keyboard } = journey.lone.page;
      await journey.lone.page.locator('#request').focus();
      await keyboard.down('Control');
      // Every further one of the same key is a repetition.
      for (let times = 0; times < 3; times++) await keyboard.down('Enter');
      await journey.lone.answer();
      await keyboard.down('Enter');
      await keyboard.up('Enter');
      await keyboard.up('Control');
      assert.equal(await runs(), 1);
    });

    it('makes no second run while the first is asked for', async () => {
      await enter();
      await enter();
      assert.equal(await runs(), 1);
      await journey.lone.answer();
      await enter();
      assert.equal(await runs(), 2);
    });

    it('makes none while something goes on, nor of a request that cannot be sent', async () => {
      await journey.lone.show({ ...readyState, activity: goesOn });
      await enter();
      await journey.lone.show({ ...readyState, problem: 'This is not JSON yet.', blocked: true });
      await enter();
      await journey.lone.show({ ...readyState, keys: [], keyId: null });
      await enter();
      assert.equal(await runs(), 0);
    });
  });

  describe('once another key is chosen', () => {
    const key = () => journey.lone.page.locator('#key');
    const told = async () => (await journey.lone.sent('draft')).map(({ keyId }) => keyId);

    beforeEach(() => key().selectOption('key_2'));

    it('tells it at once', async () => {
      assert.deepEqual(await told(), ['key_2']);
    });

    it('keeps it, whatever the host had to say before it heard of it', async () => {
      await journey.lone.show({ ...readyState, run: runWith('running', 'open') });
      await journey.lone.show({ ...readyState, keys: readyState.keys.toReversed() });
      assert.equal(await key().inputValue(), 'key_2');
      await journey.lone.page.locator('[data-focus="run"]').click();
      const [run] = await journey.lone.sent('run');
      assert.equal(run?.['keyId'], 'key_2');
    });

    it('goes where the host leads once it has heard of it', async () => {
      await journey.lone.show({ ...readyState, keyId: 'key_2' });
      await journey.lone.show(readyState);
      assert.equal(await key().inputValue(), 'key_1');
    });

    it('has another one when it is gone', async () => {
      await journey.lone.show({ ...readyState, keys: readyState.keys.slice(0, 1) });
      assert.equal(await key().inputValue(), 'key_1');
    });
  });
});
