import assert from 'node:assert/strict';
import { askedFor, goesOn, readyState, runWith } from '../fixtures/playgroundStates.ts';
import { accessibilityFindings, sticksOut } from './support/pageFrame.ts';
import { useLonePage } from './support/lonePage.ts';

describe('the form of the playground', () => {
  const journey = useLonePage('playground', readyState);
  const runs = async () => (await journey.lone.sent('run')).length;

  describe('at Control and Enter', () => {
    const enter = async () => {
      await journey.lone.page.locator('#instruction').focus();
      await journey.lone.page.keyboard.press('Control+Enter');
    };

    it('makes one run, however long the keys are held', async () => {
      const { keyboard } = journey.lone.page;
      await journey.lone.page.locator('#instruction').focus();
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

  it('offers nothing to press where the role may use no key, and says why', async () => {
    const mayNot = 'A run is made with a key. Your role here is viewer.';
    const past = { runId: 'run_0', status: 'completed', key: 'key_1', at: '2026-01-01T00:00:00Z' };
    await journey.lone.show({
      ...readyState,
      freshness: { kind: 'failed', because: 'Your role here is viewer.' },
      keys: [],
      keyId: null,
      mayNot,
      run: runWith('running', 'open'),
      approval: { ...askedFor, by: null, why: 'Nobody here.', action: null },
      history: [{ ...past, isReplay: false }],
    });
    const { page } = journey.lone;
    const buttons = await page
      .locator('vscode-button')
      .filter({ visible: true })
      .evaluateAll((each) => each.map((button) => button.getAttribute('data-focus')));
    assert.deepEqual(
      buttons.filter((name) => name !== 'open-json' && !/^id-|^copy-/.test(name ?? '')),
      [],
    );
    assert.equal(await page.locator('#key-note').textContent(), mayNot);
    assert.equal(await page.locator('header .loud').count(), 0);
  });

  describe('as plain fields', () => {
    const text = JSON.stringify({
      input: { kind: 'user_instruction', text: 'Say hello.' },
      entry_agent_id: 'catalog_router',
      own: 1,
    });
    const sentRun = async (): Promise<unknown> => {
      await journey.lone.page.locator('[data-focus="run"]').click();
      const [run] = await journey.lone.sent('run');
      return JSON.parse(String(run?.['text']));
    };
    beforeEach(() => journey.lone.show({ ...readyState, text, edition: 1 }));

    it('changes the instruction of the request, and nothing else of it', async () => {
      const field = journey.lone.page.locator('#instruction');
      assert.equal(await field.inputValue(), 'Say hello.');
      await field.fill('Say "goodbye".');
      assert.deepEqual(await sentRun(), {
        input: { kind: 'user_instruction', text: 'Say "goodbye".' },
        entry_agent_id: 'catalog_router',
        own: 1,
      });
    });

    it('has its options and its JSON folded, each saying what the other says', async () => {
      const { page } = journey.lone;
      assert.equal(await page.locator('#agent').isVisible(), false);
      assert.equal(await page.locator('#request').isVisible(), false);
      await page.locator('[data-focus="options"]').click();
      await page.locator('[data-focus="json"]').click();
      await page.locator('#labels').fill('external-send, demo');
      assert.match(await page.locator('#request').inputValue(), /"external-send",\s+"demo"/);
      await page.locator('#request').fill('{"input":{"kind":"x","text":"Another"}}');
      assert.equal(await page.locator('#instruction').inputValue(), 'Another');
      assert.equal(await page.locator('#agent').inputValue(), '');
    });

    it('takes no instruction into a JSON that cannot be read, and leaves that as it is', async () => {
      const { page } = journey.lone;
      await page.locator('[data-focus="json"]').click();
      await page.locator('#request').fill('{ "input": ');
      assert.ok(await page.locator('#instruction').isDisabled());
      assert.equal(await page.locator('#request').inputValue(), '{ "input": ');
    });

    it('begins with the example that is chosen, and says so when it is changed', async () => {
      const example = journey.lone.page.locator('#example');
      await example.selectOption('needs-approval');
      assert.deepEqual(
        (await journey.lone.sent('example')).map(({ name }) => name),
        ['needs-approval'],
      );
      await journey.lone.show({ ...readyState, example: null });
      assert.equal(await example.inputValue(), 'own');
      assert.equal(await example.locator('option:checked').innerText(), 'Your Own');
    });
  });

  it('leads from the button that found who decides to the comment beside the decision', async () => {
    const { page } = journey.lone;
    const run = { ...runWith('waiting_approval', 'waiting'), approvalId: 'apr_1' };
    const lacking = { ...askedFor, by: null, why: 'No key decides.', action: 'Create Key' };
    await journey.lone.show({ ...readyState, run, approval: lacking });
    await page.locator('[data-focus="find-approver"]').click();
    await journey.lone.answer();
    await journey.lone.show({ ...readyState, run, approval: askedFor });
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'comment');
  });

  it('has nothing that sticks out of 400 pixels, and nothing that axe finds', async () => {
    const { page } = journey.lone;
    await page.setViewportSize({ width: 400, height: 900 });
    for (const name of ['options', 'json']) await page.locator(`[data-focus="${name}"]`).click();
    assert.deepEqual(await sticksOut(page.mainFrame()), []);
    assert.deepEqual(await accessibilityFindings(page.mainFrame()), []);
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
