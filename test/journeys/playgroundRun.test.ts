import assert from 'node:assert/strict';
import { askedFor, goesOn, readyState, runWith } from '../fixtures/playgroundStates.ts';
import { eventually } from './support/eventually.ts';
import { accessibilityFindings } from './support/pageFrame.ts';
import { useLonePage } from './support/lonePage.ts';
import { readMs } from './support/untilDone.ts';

describe('the run in the playground', () => {
  const journey = useLonePage('playground', readyState);
  const button = (name: string) => journey.lone.page.locator(`[data-focus="${name}"]`);

  it('is cancelled by its own button only: to stop what goes on is another matter', async () => {
    const looking = { ...goesOn, words: 'Reading the run' };
    await journey.lone.show({ ...readyState, activity: looking, run: runWith('running', 'open') });
    await button('stop').click();
    await button('cancel-run').click();
    const types = (await journey.lone.sent()).map(({ type }) => type);
    assert.deepEqual(types, ['ready', 'stop', 'cancel']);
  });

  describe('drawn again while a button is held down', () => {
    const at = '2026-01-01T00:00:00Z';
    const going = (...ids: string[]) => {
      const events = ids.map((id) => ({ id, at, type: `event ${id}`, actor: '', payload: '' }));
      return { ...readyState, run: runWith('running', 'open', events) };
    };
    const isDrawn = (id: string) =>
      eventually(
        `Event ${id}`,
        async () =>
          (await journey.lone.page.locator('.run').innerText({ timeout: readMs })).includes(
            `event ${id}`,
          ),
        Boolean,
      );

    it('takes the click, and shows what came meanwhile', async () => {
      const { mouse } = journey.lone.page;
      await journey.lone.show(going('a'));
      await button('cancel-run').hover();
      await mouse.down();
      await journey.lone.show(going('a', 'b'));
      await mouse.up();
      await isDrawn('b');
      assert.equal((await journey.lone.sent('cancel')).length, 1);
    });

    it('takes the space bar, too', async () => {
      const { keyboard } = journey.lone.page;
      await journey.lone.show(going('a'));
      await button('cancel-run').focus();
      await keyboard.down(' ');
      await journey.lone.show(going('a', 'b'));
      await keyboard.up(' ');
      await isDrawn('b');
      assert.equal((await journey.lone.sent('cancel')).length, 1);
    });
  });

  describe('worked by keyboard', () => {
    const press = async (name: string) => {
      await button(name).focus();
      await journey.lone.page.keyboard.press('Enter');
    };
    const made = { ...readyState, run: runWith('completed', 'succeeded') };
    const waiting = { ...readyState, run: runWith('waiting_approval', 'waiting') };

    it('leaves the focus on the button that made it, which does nothing meanwhile', async () => {
      await press('run');
      await journey.lone.show({ ...readyState, activity: goesOn });
      assert.equal(await journey.lone.focused(), 'run');
      assert.equal(await button('run').getAttribute('aria-disabled'), 'true');
      await journey.lone.page.keyboard.press('Enter');
      await journey.lone.show(made);
      assert.equal(await journey.lone.focused(), 'run');
      assert.equal((await journey.lone.sent('run')).length, 1);
      await journey.lone.page.keyboard.press('Enter');
      assert.equal((await journey.lone.sent('run')).length, 2);
    });

    it('leads to its heading when what was pressed is gone', async () => {
      const heading = () => journey.lone.page.locator('.run h2:focus').count();
      await journey.lone.show(waiting);
      await press('cancel-run');
      await journey.lone.show({ ...readyState, run: runWith('cancelled', 'failed') });
      assert.equal(await heading(), 1);
      // Also when the run is drawn again, and when the button was in a card of its own.
      await journey.lone.show(made);
      assert.equal(await heading(), 1);
      await journey.lone.show({ ...made, activity: goesOn });
      await press('stop');
      await journey.lone.show(made);
      assert.equal(await heading(), 1);
      await journey.lone.show({ ...waiting, approval: askedFor });
      await press('approved');
      await journey.lone.show({ ...waiting, approval: askedFor, activity: goesOn });
      assert.equal(await journey.lone.focused(), 'approved');
      await journey.lone.show(made);
      assert.equal(await heading(), 1);
    });

    it('leads to the heading of the page when there is no run', async () => {
      await journey.lone.show({ ...readyState, activity: goesOn });
      await press('stop');
      await journey.lone.show(readyState);
      assert.equal(await journey.lone.focused(), 'H1');
    });

    it('leaves alone who is elsewhere', async () => {
      await journey.lone.show(waiting);
      await journey.lone.page.locator('#instruction').focus();
      await journey.lone.show(made);
      assert.equal(await journey.lone.focused(), 'instruction');
    });

    it('leaves open what was opened, and closed what was closed, at each reading', async () => {
      const at = '2026-01-01T00:00:00Z';
      const event = (id: string) => ({ id, at, type: 'run created', actor: '', payload: '' });
      const going = (...ids: string[]) =>
        journey.lone.show({ ...readyState, run: runWith('running', 'open', ids.map(event)) });
      const open = () => journey.lone.page.locator('details[open] summary').allInnerTexts();
      await going('a');
      assert.deepEqual(await open(), ['Events (1)']);
      await press('events');
      await press('response');
      assert.deepEqual(await open(), ['Response']);
      await going('a', 'b');
      assert.deepEqual(await open(), ['Response']);
      assert.equal(await journey.lone.focused(), 'response');
      await going('a', 'b', 'c');
      assert.deepEqual(await open(), ['Response']);
    });

    it('stays where it is at every reading of a run, whatever has it', async () => {
      const refusal = {
        happened: 'The key lacks the scope runs:write.',
        why: '',
        requestId: 'req_1',
        instead: 'Use sample, Which Has runs:write',
        action: 'Rotate…',
      };
      const run = { ...waiting.run, answer: 'Done.', traceId: 'trc_1' };
      const past = { runId: 'run_0', key: 'key_1', at: '2026-01-01T00:00:00Z', isReplay: false };
      const state = { ...waiting, run, refusal, approval: askedFor };
      await journey.lone.show({ ...state, history: [{ ...past, status: 'running' }] });
      const names = await journey.lone.page
        .locator('[data-focus]')
        .filter({ visible: true })
        .evaluateAll((all) => all.map((each) => each.getAttribute('data-focus') ?? ''));
      assert.ok(names.length > 15, names.join(', '));
      for (const [at, name] of names.entries()) {
        await journey.lone.page.locator(`[data-focus="${name}"]`).focus();
        await journey.lone.show({
          ...state,
          run: { ...run, response: `{"at":${at}}` },
          refusal: { ...refusal, why: `${at}` },
          history: [{ ...past, status: `status ${at}` }],
        });
        assert.equal(await journey.lone.focused(), name);
      }
    });

    it('has nothing that a screen reader could not tell', async () => {
      await journey.lone.show({ ...waiting, approval: askedFor, activity: goesOn });
      assert.deepEqual(await accessibilityFindings(journey.lone.page.mainFrame()), []);
    });
  });

  describe('that was refused', () => {
    const refusal = {
      happened: 'The key lacks the scope runs:write.',
      why: 'It was issued for runs:manage only.',
      requestId: null,
      instead: 'Use sample, Which Has runs:write',
      action: 'Rotate Into runs:write…',
    };

    it('offers the cheapest way first: another key that may, before a rotation', async () => {
      await journey.lone.show({ ...readyState, refusal });
      const buttons = journey.lone.page.locator('.refusal vscode-button');
      assert.deepEqual(await buttons.allInnerTexts(), [refusal.instead, refusal.action]);
      assert.deepEqual(
        await buttons.evaluateAll((all) => all.map((each) => each.getAttribute('appearance'))),
        ['primary', 'secondary'],
      );
      await button('instead').click();
      assert.equal((await journey.lone.sent('instead')).length, 1);
      await journey.lone.show({ ...readyState, refusal: { ...refusal, instead: null } });
      assert.equal(await buttons.first().getAttribute('appearance'), 'primary');
    });
  });

  it('shows what it came to before its steps, and the last runs as a picture in words', async () => {
    const runs = (['failed', 'succeeded'] as const).map((outcome, at) => ({
      id: `run_${at}`,
      at: '2026-01-01T00:00:00Z',
      status: outcome,
      outcome,
      took: 100 + at * 100,
    }));
    const usage = { label: 'Runs created', text: '2 of 10', ratio: 0.2, level: 'ok' };
    const past = { runId: 'run_1', key: 'key_1', at: '2026-01-01T00:00:00Z', isReplay: false };
    await journey.lone.show({
      ...readyState,
      run: { ...runWith('completed', 'succeeded'), answer: 'Two approvals wait.' },
      history: [{ ...past, status: 'completed' }],
      runs,
      usage,
    });
    const said = await journey.lone.page.locator('.run').innerText();
    assert.ok(said.indexOf('Two approvals wait.') < said.indexOf('Steps'), said);
    const picture = journey.lone.page.locator('.bars svg[role=img]');
    assert.match(
      (await picture.getAttribute('aria-label')) ?? '',
      /^The last runs here, by how long they took: .*failed, 100 ms; .*succeeded, 200 ms$/,
    );
    assert.equal(await journey.lone.page.locator('.meter[aria-valuetext="2 of 10"]').count(), 1);
    // Two bars are few: the newer one stands above its word all the same.
    const newest = await journey.lone.page.locator('.bars rect').last().boundingBox();
    const word = await journey.lone.page.locator('.bars .ends span').last().boundingBox();
    const right = (box: typeof word) => (box ? box.x + box.width : Number.NaN);
    assert.ok(Math.abs(right(newest) - right(word)) < 8, `${right(newest)}, ${right(word)}`);
  });

  describe('that waits for an approval', () => {
    const waiting = { ...readyState, run: runWith('waiting_approval', 'waiting') };
    const comment = () => journey.lone.page.locator('#comment');

    it('has its comment told before the tab is hidden, and shows it again', async () => {
      await journey.lone.show({ ...waiting, approval: askedFor });
      await comment().fill('Looked at it.');
      await comment().blur();
      const told = { type: 'comment', approvalId: 'apr_1', text: 'Looked at it.' };
      assert.deepEqual(await journey.lone.sent('comment'), [told]);
      await journey.lone.open();
      await journey.lone.show({ ...waiting, approval: askedFor, comment: told.text });
      assert.equal(await comment().inputValue(), told.text);
    });

    it('leaves the comment as it is written, and gives another approval its own', async () => {
      await journey.lone.show({ ...waiting, approval: askedFor, comment: 'Looked' });
      await comment().fill('Looked at it.');
      await journey.lone.show({
        ...waiting,
        approval: askedFor,
        comment: 'Looked at',
        activity: goesOn,
      });
      assert.equal(await comment().inputValue(), 'Looked at it.');
      await journey.lone.show({ ...waiting, approval: { ...askedFor, id: 'apr_2' } });
      assert.equal(await comment().inputValue(), '');
    });
  });
});
