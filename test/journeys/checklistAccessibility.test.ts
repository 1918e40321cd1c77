import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { Frame } from 'playwright-core';
import { makeFirstKey } from './playgroundKey.ts';
import { eventually } from './support/eventually.ts';
import type { Theme } from './support/theme.ts';
import { useDesk } from './support/useDesk.ts';

interface Finding {
  readonly id: string;
  readonly impact: string | null;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

describe('the pages for everybody', () => {
  const seat = useDesk({ name: 'accessible' });

  /** The page's own frame; evaluating in it is not held back by its content security policy. */
  const frame = (): Promise<Frame> =>
    eventually(
      'The frame of the page',
      async () => {
        for (const each of seat.desk.page.frames()) {
          const ready = await each
            .evaluate(() => document.querySelector('main#page[aria-busy=false]') !== null)
            .catch(() => false);
          if (ready) return each;
        }
        return undefined;
      },
      (found) => found !== undefined,
    ).then((found) => found!);

  const findings = async (): Promise<string[]> => {
    const page = await frame();
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<{ violations: readonly Finding[] }>(
      `axe.run(document, { resultTypes: ['violations'] })`,
    );
    return violations.flatMap(({ id, impact, nodes }) =>
      nodes.map(({ html, failureSummary }) =>
        [id, impact, html.slice(0, 200), failureSummary].join(' | '),
      ),
    );
  };

  const themes: readonly Theme[] = ['dark', 'light', 'high contrast', 'high contrast light'];
  const look = async (name: string) => {
    for (const theme of themes) {
      await seat.desk.setTheme(theme);
      await eventually(
        `The ${name} page in ${theme}`,
        async () =>
          (await frame()).evaluate(() => customElements.get('vscode-button') !== undefined),
        Boolean,
      );
      const found = await findings();
      await seat.desk.screenshot(`${name} ${theme}`);
      assert.deepEqual(found, [], `${name} in ${theme}`);
    }
  };

  it('has no finding on the checklist half way, in any theme', async function () {
    this.timeout(120_000);
    const { desk } = seat;
    await makeFirstKey(desk);
    await desk.window.palette.run('Keyrail: Open the first-run checklist');
    await look('checklist');
  });

  it('has no finding on the playground with a run that waits, in any theme', async function () {
    this.timeout(120_000);
    const { desk } = seat;
    await desk.setTheme('dark');
    await desk.window.palette.run('View: Close All Editors');
    await desk.window.palette.run('Keyrail: Open the playground');
    const page = await frame();
    const editor = page.locator('#request');
    await editor.fill((await editor.inputValue()).replace('"demo"', '"external-send"'));
    await page.locator('[data-focus="run"]').click();
    await page.locator('[data-status="waiting_approval"]').waitFor();
    await page.locator('[data-focus="cancel-run"]').click();
    await page.locator('.refusal').getByText('runs:manage').first().waitFor();
    await look('playground');
  });

  it('can be worked by keyboard: the focus stays where it was when the page is drawn again', async () => {
    const { desk } = seat;
    await desk.setTheme('dark');
    await desk.window.palette.run('View: Close All Editors');
    await desk.window.palette.run('Keyrail: Open the first-run checklist');
    const page = await frame();
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('data-focus') ?? '');
    await page.locator('[data-focus="refresh"]').focus();
    await desk.page.keyboard.press('Enter');
    await eventually('The focus on Refresh', focused, (name) => name === 'refresh');
    await desk.page.keyboard.press('Tab');
    assert.equal(await focused(), 'connection');
  });
});
