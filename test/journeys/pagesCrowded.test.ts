import assert from 'node:assert/strict';
import { checklistState } from '../../src/panels/protocol/checklist.ts';
import { playgroundState } from '../../src/panels/protocol/playground.ts';
import { manifestTexts } from '../support/manifest.ts';
import { languageSteps } from './languageSteps.ts';
import { crowdedChecklist, crowdedPlayground } from './support/crowded.ts';
import { eventually } from './support/eventually.ts';
import {
  accessibilityFindings,
  drawState,
  lastState,
  pageFrame,
  sticksOut,
} from './support/pageFrame.ts';
import { searchPagesAfterEachStep } from './support/pageSpy.ts';
import type { Theme } from './support/theme.ts';
import { usePartOf } from './support/usePartOf.ts';
import { useSession } from './support/useSession.ts';

const language = 'de';
const themes: readonly Theme[] = ['dark', 'light', 'high contrast', 'high contrast light'];
const widths = [1000, 400];

/** Everything that a page can show at once, over words in German: what no single run brings about. */
describe('all that is read in a long language', () => {
  const journey = useSession({ name: 'crowded', language });
  searchPagesAfterEachStep(journey);
  const manifest = manifestTexts(language);
  const run = (command: string) =>
    journey.session.window.palette.run(`Keyrail: ${manifest[`command.${command}`] ?? ''}`);

  /** Makes the editor so wide that the page in it has this width, in pixels. */
  const widen = async (width: number) => {
    const { page } = journey.session;
    await eventually(
      `A page of ${width} pixels`,
      async () => {
        const now = await (await pageFrame(page)).evaluate(() => window.innerWidth);
        const size = page.viewportSize() ?? { width: 0, height: 900 };
        if (now !== width)
          await page.setViewportSize({ width: size.width + width - now, height: 900 });
        return now;
      },
      (now) => now === width,
    );
  };

  /** Opens details, for what they hold is looked at, too. */
  const draw = async (state: object) => {
    const frame = await pageFrame(journey.session.page);
    await drawState(frame, state);
    await frame.evaluate(() => {
      for (const each of document.querySelectorAll('details')) each.open = true;
    });
    return frame;
  };

  const look = async (name: string, state: object, parts: readonly string[]) => {
    // A theme costs more than a width, and the width that is there costs nothing.
    for (const [at, theme] of themes.entries()) {
      await journey.session.setTheme(theme);
      for (const width of at % 2 === 0 ? widths : widths.toReversed()) {
        await widen(width);
        const frame = await draw(state);
        for (const part of parts)
          assert.ok(await frame.locator(part).first().isVisible(), `${part} is on the page`);
        const what = `${name} ${width} ${theme}`;
        await journey.session.screenshot(what);
        assert.deepEqual(await sticksOut(frame), [], `${what}: sticks out`);
        assert.deepEqual(await accessibilityFindings(frame), [], `${what}: accessibility`);
        await frame.evaluate(() => {
          scrollTo(0, document.body.scrollHeight);
        });
        await journey.session.screenshot(`${what} below`);
        await frame.evaluate(() => {
          scrollTo(0, 0);
        });
      }
    }
    await journey.session.page.setViewportSize({ width: 1400, height: 900 });
  };

  describe(`Keyrail in ${language}`, () => {
    usePartOf(journey);
    languageSteps(journey, language);
  });

  describe('pages with all there can be on them, in a long language', () => {
    before(async () => {
      const { palette } = journey.session.window;
      // The last page of the steps before would be taken for the next one while that one opens.
      await palette.run('View: Close All Editors');
      await palette.run('View: Toggle Primary Side Bar Visibility');
    });

    it('leave the keyboard to what VS Code asks while they are drawn anew, and have it back then', async () => {
      const { page, window } = journey.session;
      await run('openChecklist');
      const frame = await pageFrame(page);
      const real = checklistState.parse(await lastState(frame));
      const focused = () =>
        frame.evaluate(() => document.activeElement?.getAttribute('data-focus') ?? '');
      await drawState(frame, crowdedChecklist(real));
      await frame.locator('[data-focus="refresh"]').click();
      await page.keyboard.press('F1');
      const box = page.locator('.quick-input-widget:visible .quick-input-box input:focus');
      await box.waitFor();
      await drawState(frame, real);
      await frame.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      await page.keyboard.type('keyboard');
      assert.match(await box.inputValue(), /keyboard$/);
      await page.keyboard.press('Escape');
      await eventually('The keyboard back in the page', focused, (now) => now === 'refresh');
      await window.palette.run('View: Close All Editors');
    });

    it('are a checklist on which nothing sticks out and axe finds nothing, wide and narrow', async function () {
      this.timeout(300_000);
      await run('openChecklist');
      const real = checklistState.parse(await lastState(await pageFrame(journey.session.page)));
      await look('checklist', crowdedChecklist(real), [
        '.blocker',
        '.meter .bar.blocked',
        '.meter .bar.high',
        '[data-drill]',
        '.evidence dd',
        '[data-focus="quick-start"]',
        '[data-focus="link-billing"]',
      ]);
    });

    it('are a playground on which nothing sticks out and axe finds nothing, wide and narrow', async function () {
      this.timeout(300_000);
      await journey.session.window.palette.run('View: Close All Editors');
      await run('openPlayground');
      const real = playgroundState.parse(await lastState(await pageFrame(journey.session.page)));
      await look('playground', crowdedPlayground(real), [
        '.countdown',
        '.refusal [data-focus="remedy"]',
        '.approval #comment',
        '.approval [data-focus="approved"]',
        '.graph .node.failed',
        '.events li:nth-child(50)',
        '.response pre',
        '.history li:nth-child(10)',
      ]);
    });
  });
});
