import assert from 'node:assert/strict';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { accessibilityFindings, listenToPage, pageFrame } from './support/pageFrame.ts';
import type { Theme } from './support/theme.ts';
import { useSession } from './support/useSession.ts';

/** Something that is seen by its colour. */
interface Part {
  readonly selector: string;
  readonly pseudo?: string;
  readonly property: 'backgroundColor' | 'fill' | 'stroke';
}

/** Runs in the page: the colour of each part, and of the paper. */
function coloursOf(parts: Readonly<Record<string, Part>>): Record<string, string | undefined> {
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.cssText = 'forced-color-adjust: none; background: Canvas';
  const canvas = getComputedStyle(probe).backgroundColor;
  probe.remove();
  const drawn = Object.entries(parts).map(([name, { selector, pseudo, property }]) => {
    const element = document.querySelector(selector);
    return [name, element ? getComputedStyle(element, pseudo)[property] : undefined] as const;
  });
  return { ...Object.fromEntries<string | undefined>(drawn), canvas };
}

describe('the pages for everybody', () => {
  const journey = useSession({ name: 'accessible', begins: 'with the first key' });

  const frame = () => pageFrame(journey.session.page);

  const themes: readonly Theme[] = ['dark', 'light', 'high contrast', 'high contrast light'];
  const look = async (name: string) => {
    for (const theme of themes) {
      await journey.session.setTheme(theme);
      const found = await accessibilityFindings(await frame());
      await journey.session.screenshot(`${name} ${theme}`);
      assert.deepEqual(found, [], `${name} in ${theme}`);
    }
  };

  /** Looks at the page in forced colours: each of `parts` is drawn in another one than the paper. */
  const lookForced = async (name: string, parts: Readonly<Record<string, Part>>) => {
    const { session } = journey;
    const page = await frame();
    await session.page.emulateMedia({ forcedColors: 'active' });
    try {
      const isForced = () => page.evaluate(() => matchMedia('(forced-colors: active)').matches);
      await eventually('Forced colours in the page', isForced, Boolean);
      const { canvas, ...drawn } = await eventually(
        'All that has a colour',
        () => page.evaluate(coloursOf, parts),
        (colours) => Object.values(colours).every((colour) => colour !== undefined),
      );
      for (const [part, colour] of Object.entries(drawn)) {
        assert.match(colour ?? '', /^rgb/, part);
        assert.notEqual(colour, canvas, part);
      }
      assert.deepEqual(await accessibilityFindings(page), []);
      await session.screenshot(`${name} forced colours`);
    } finally {
      await session.page.emulateMedia({ forcedColors: null });
    }
  };

  it('has no finding on the checklist half way, in any theme', async () => {
    const { session } = journey;
    await makeFirstKey(session);
    await session.window.palette.run('Keyrail: Open First-Run Checklist');
    await look('checklist');
  });

  it('shows its marks and bars in the colours that a person forces', async () => {
    await lookForced('checklist', {
      bar: { selector: '.meter .bar', property: 'backgroundColor' },
      dot: { selector: '.tag', pseudo: '::before', property: 'backgroundColor' },
      mark: { selector: '.mark.done', property: 'fill' },
      quiet: { selector: '.mark.blocked', property: 'fill' },
    });
  });

  it('moves nothing for a person who asked for less motion', async () => {
    const page = await frame();
    const moving = () =>
      page.evaluate(() => {
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.cssText = 'animation: spin 1s infinite; transition: all 1s';
        const { animationName, transitionProperty, transitionDuration } = getComputedStyle(probe);
        const left = { animationName, transition: `${transitionProperty} ${transitionDuration}` };
        probe.remove();
        return { ...left, running: document.getAnimations().length };
      });
    // Every browser of the journeys asks for less motion.
    assert.deepEqual(await moving(), { animationName: 'none', transition: 'none 0s', running: 0 });
  });

  it('tells a screen reader which steps a run has done', async () => {
    const { session } = journey;
    const said = await listenToPage(await frame());
    await session.window.palette.run('Keyrail: Make Demo Run');
    await session.window.dialog.click('Make Demo Run');
    await eventually('The step that is done, said', said, (all) =>
      all.some((words) => /Demo run: done/i.test(words)),
    );
  });

  it('has no finding on the playground with a run that waits, in any theme', async () => {
    const { session } = journey;
    await session.setTheme('dark');
    await session.window.palette.run('View: Close All Editors');
    await session.window.palette.run('Keyrail: Open Playground');
    const page = await frame();
    await page.locator('[data-focus="json"]').click();
    const editor = page.locator('#request');
    const said = await listenToPage(page);
    await editor.fill((await editor.inputValue()).replace('"demo"', '"external-send"'));
    await page.locator('[data-focus="run"]').click();
    await page.locator('[data-status="waiting_approval"]').waitFor();
    await eventually('The run that waits, said', said, (all) =>
      all.includes('Run waiting for approval'),
    );
    await page.locator('[data-focus="cancel-run"]').click();
    await page.locator('.refusal').getByText('runs:manage').first().waitFor();
    await eventually('The refusal, said', said, (all) =>
      all.some((words) => words.includes('runs:manage')),
    );
    await look('playground');
  });

  it('shows the run in the colours that a person forces', async () => {
    await lookForced('playground', {
      dot: { selector: '.tag', pseudo: '::before', property: 'backgroundColor' },
      done: { selector: '.graph .done .edge', property: 'fill' },
      waiting: { selector: '.graph .waiting .edge', property: 'fill' },
      box: { selector: '.graph rect:not(.edge)', property: 'stroke' },
      name: { selector: '.graph .name', property: 'fill' },
      way: { selector: '.graph .way', property: 'stroke' },
    });
  });

  it('can be worked by keyboard: the focus stays where it was when the page is drawn again', async () => {
    const { session } = journey;
    await session.setTheme('dark');
    await session.window.palette.run('View: Close All Editors');
    await session.window.palette.run('Keyrail: Open First-Run Checklist');
    const page = await frame();
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('data-focus') ?? '');
    await page.locator('[data-focus="refresh"]').focus();
    await session.page.keyboard.press('Enter');
    await eventually('The focus on Refresh', focused, (name) => name === 'refresh');
    await session.page.keyboard.press('Tab');
    assert.equal(await focused(), 'connection');
  });
});
