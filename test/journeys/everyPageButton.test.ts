import assert from 'node:assert/strict';
import { recordedChecklist } from '../fixtures/checklistStates.ts';
import { askedFor, goesOn, readyState, runWith } from '../fixtures/playgroundStates.ts';
import { pageButtons } from '../../src/panels/protocol/buttons.ts';
import { checklistRequest, type ChecklistState } from '../../src/panels/protocol/checklist.ts';
import { parseRequest } from '../../src/panels/protocol/parse.ts';
import { playgroundRequest, type PlaygroundState } from '../../src/panels/protocol/playground.ts';
import { useLonePage } from './support/lonePage.ts';

/** States in which, all together, each button of the page is there. */
const begun = recordedChecklist('07-detail-workspace_created');
const proved = recordedChecklist('33-detail-verification-in-progress');
const links = (['plan', 'usage', 'billing'] as const).map((name) => ({ name, label: name }));
const checklistStates: Readonly<Record<string, ChecklistState>> = {
  'not connected': { ...begun, where: null, quickStart: true },
  'at its beginning': { ...begun, quickStart: true },
  'with blockers that a role may mend': {
    ...begun,
    steps: begun.steps.map((step) => ({
      ...step,
      action: null,
      blockers: step.blockers.map((blocker) => ({ ...blocker, action: 'Open' })),
    })),
  },
  'with evidence, and a web console': {
    ...proved,
    evidence: [{ name: 'Run', value: 'run_1', at: null }],
    governance: proved.governance && { ...proved.governance, links },
  },
};

const run = { ...runWith('completed', 'succeeded'), traceId: 'trc_1', approvalId: 'apr_1' };
const waiting = { ...readyState, run: { ...run, outcome: 'waiting' as const } };
const past = { runId: 'run_0', status: 'completed', key: 'key_1', at: run.createdAt };
const playgroundStates: Readonly<Record<string, PlaygroundState>> = {
  'not connected': { ...readyState, where: null },
  stale: { ...readyState, freshness: { kind: 'stale', since: 0, because: 'It is away.' } },
  'without a key': { ...readyState, keys: [], keyId: null, lacksKey: true },
  'with a run that ended': { ...readyState, run, history: [{ ...past, isReplay: false }] },
  'with something that goes on': { ...waiting, activity: goesOn },
  'with an approval to decide': { ...waiting, approval: askedFor },
  'with an approval that nobody here may decide': {
    ...waiting,
    approval: { ...askedFor, by: null, why: 'Nobody.', action: 'Create' },
  },
  'with a refusal': {
    ...readyState,
    refusal: { happened: 'No.', why: '', requestId: 'req_1', instead: 'Use', action: 'Rotate' },
  },
};

const pages = {
  checklist: {
    states: checklistStates,
    understands: (sent: unknown) => parseRequest(checklistRequest, sent) !== undefined,
  },
  playground: {
    states: playgroundStates,
    understands: (sent: unknown) => parseRequest(playgroundRequest, sent) !== undefined,
  },
} as const;

for (const name of ['checklist', 'playground'] as const) {
  const { understands } = pages[name];
  const states: Readonly<Record<string, object>> = pages[name].states;
  describe(`every button of the ${name}`, () => {
    const journey = useLonePage(name, Object.values(states)[0] ?? {});
    const pressed = new Set<string>();
    const many: readonly string[] = pageButtons.many[name];
    /** `step-key` is one of the buttons `step`. */
    const listed = (button: string) => many.find((kind) => button.startsWith(`${kind}-`)) ?? button;

    for (const [words, state] of Object.entries(states)) {
      it(`asks the host for something that it understands, ${words}`, async () => {
        const { page } = journey.lone;
        await journey.lone.show(state);
        await page.evaluate(() => {
          for (const fold of document.querySelectorAll('details')) fold.open = true;
        });
        const all = page.locator('vscode-button').filter({ visible: true });
        const names = await all.evaluateAll((each) =>
          each.map((button) => button.getAttribute('data-focus') ?? ''),
        );
        assert.ok(names.length > 0);
        for (const [at, button] of names.entries()) {
          // What goes on leaves it idle; `playgroundRun` presses that.
          if ((await all.nth(at).getAttribute('aria-disabled')) === 'true') continue;
          const before = (await journey.lone.sent()).length;
          await all.nth(at).click();
          const asked = (await journey.lone.sent()).slice(before);
          await journey.lone.answer();
          pressed.add(listed(button));
          assert.equal(asked.length, 1, `${button} asks for one thing`);
          assert.ok(understands(asked[0]), `${button}: ${JSON.stringify(asked[0])}`);
        }
      });
    }

    it('is in the list of the page, and was pressed in one of these states', () => {
      assert.deepEqual([...pressed].toSorted(), [...pageButtons[name], ...many].toSorted());
    });
  });
}
