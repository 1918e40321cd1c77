import assert from 'node:assert/strict';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { accessibilityFindings, pageFrame } from './support/pageFrame.ts';
import type { Theme } from './support/theme.ts';
import { useDesk } from './support/useDesk.ts';

describe('the pages for everybody', () => {
  const seat = useDesk({ name: 'accessible' });

  const frame = () => pageFrame(seat.desk.page);

  const themes: readonly Theme[] = ['dark', 'light', 'high contrast', 'high contrast light'];
  const look = async (name: string) => {
    for (const theme of themes) {
      await seat.desk.setTheme(theme);
      const found = await accessibilityFindings(await frame());
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
