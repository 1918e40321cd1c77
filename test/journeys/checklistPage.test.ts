import assert from 'node:assert/strict';
import { recordedChecklist } from '../fixtures/checklistStates.ts';
import { useLonePage } from './support/lonePage.ts';
import { accessibilityFindings, sticksOut } from './support/pageFrame.ts';

const ready = recordedChecklist('11-detail-ready_for_demo');
const begun = recordedChecklist('07-detail-workspace_created');
const proved = recordedChecklist('33-detail-verification-in-progress');

describe('the checklist as a page', () => {
  const journey = useLonePage('checklist', ready);
  const page = () => journey.lone.page;
  const seen = (selector: string) => page().locator(selector).filter({ visible: true });
  const titles = async (selector = '[data-step] h3') => seen(selector).allInnerTexts();
  const openSteps = async () =>
    seen('[data-step]:has(> details[open]), [data-step]:has(> div.about)').evaluateAll((all) =>
      all.map((each) => each.getAttribute('data-step')),
    );

  it('shows what is done on a line each, and opens the one to go on with', async () => {
    assert.deepEqual(await openSteps(), [ready.current]);
    const heights = await seen('[data-state="done"]').evaluateAll((all) =>
      all.map((each) => each.getBoundingClientRect().height),
    );
    const done = ready.steps.filter(({ part, state }) => part === 'key' && state === 'done');
    assert.ok(done.length > 1);
    assert.equal(heights.length, done.length);
    for (const height of heights) assert.ok(height < 34, `${height} px are one line`);
  });

  it('has one primary button, and each of its other buttons in a fold', async () => {
    assert.equal(await seen('main [data-step] vscode-button').count(), 1);
    assert.equal(await seen('vscode-button[appearance=primary]').count(), 1);
  });

  it('names the next two steps, and counts the rest', async () => {
    await journey.lone.show(begun);
    assert.equal(begun.current, 'baseline');
    assert.deepEqual(
      (await titles()).map((title) => title.replace(/^\d+\. /, '')),
      ['Session context', 'Baseline', 'Service account', 'Key'],
    );
    const later = page().locator('[data-focus="later"]');
    assert.equal(await later.innerText(), 'Then 2 more steps');
    await later.click();
    assert.equal((await titles()).length, 6);
  });

  it('folds what is for auditors until somebody opens it', async () => {
    assert.equal(await seen('[data-step="verification"]').count(), 0);
    await page().locator('[data-focus="auditors"]').click();
    assert.equal(await seen('[data-step="verification"]').count(), 1);
    await journey.lone.show({
      ...ready,
      freshness: { kind: 'fresh', at: 60_000 },
      quickStart: true,
    });
    await journey.lone.show({ ...ready, complete: true });
    assert.equal(await seen('[data-step="verification"]').count(), 1, 'it stays open');
  });

  it('opens it for who gets there', async () => {
    const steps = proved.steps.map((step) =>
      step.part === 'key' ? { ...step, state: 'done' as const, action: null } : step,
    );
    await journey.lone.show({ ...proved, steps, current: 'verification' });
    assert.deepEqual(await openSteps(), ['verification']);
  });

  it('says what blocks a step in that step, once', async () => {
    const [blocker] = ready.steps.flatMap(({ blockers }) => blockers);
    assert.ok(blocker);
    const all = page().locator('.blocker', { hasText: blocker.message });
    assert.equal(await all.count(), 1);
    assert.equal(await page().locator('[data-step="demo-run"] .blocker').count(), 1);
    assert.equal((await page().locator('main').textContent())?.split(blocker.message).length, 2);
  });

  it('shows the step that somebody asked for, with the keyboard in it', async () => {
    await journey.lone.show({ ...ready, wanted: { step: 'usage', edition: 1 } });
    assert.ok(await page().locator('#governance').isVisible());
    assert.equal(await journey.lone.focused(), 'fold-usage');
    await page().locator('[data-focus="fold-usage"]').press('Enter');
    await journey.lone.show({ ...ready, quickStart: true, wanted: { step: 'usage', edition: 1 } });
    assert.equal(await page().locator('#governance').isVisible(), false, 'it was closed again');
  });

  it('keeps the keyboard where it is at every redraw, whatever has it', async () => {
    await page().locator('[data-focus="auditors"]').click();
    const names = await seen('[data-focus]').evaluateAll((all) =>
      all.map((each) => each.getAttribute('data-focus') ?? ''),
    );
    assert.ok(names.length > 12, names.join(', '));
    let at = 0;
    for (const name of names) {
      await page().locator(`[data-focus="${name}"]`).focus();
      at += 60_000;
      const run = { id: `${at}`, at: '2026-11-01T00:00:00Z', status: '', took: null };
      await journey.lone.show({
        ...ready,
        freshness: { kind: 'fresh', at },
        runs: [{ ...run, outcome: 'open' }],
      });
      assert.equal(await journey.lone.focused(), name);
    }
  });

  it('draws the runs of each day beside the meters, with their words for a screen reader', async () => {
    const now = Date.now();
    const runs = [0, 0, 1].map((days, at) => ({
      id: `run_${at}`,
      at: new Date(now - days * 86_400_000).toISOString(),
      status: 'completed',
      outcome: 'succeeded' as const,
      took: 100,
    }));
    await journey.lone.show({ ...ready, runs, wanted: { step: 'usage', edition: 1 } });
    const picture = seen('.usage-row svg[role=img]');
    const label = (await picture.getAttribute('aria-label')) ?? '';
    assert.match(label, /^Runs made here, by day: \w+ \d+: 1; \w+ \d+: 2$/);
    assert.equal(await picture.locator('rect').count(), 14);
  });

  it('is one column of 400 pixels in which nothing sticks out and axe finds nothing', async () => {
    await page().setViewportSize({ width: 400, height: 900 });
    for (const state of [begun, ready, proved]) {
      await journey.lone.show({ ...state, wanted: { step: 'usage', edition: 1 } });
      const frame = page().mainFrame();
      assert.deepEqual(await sticksOut(frame), []);
      assert.deepEqual(await accessibilityFindings(frame), []);
    }
  });
});
