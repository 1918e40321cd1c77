import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { eventually } from './support/eventually.ts';
import { focusedRow } from './support/tree.ts';
import { briefMs } from './support/untilDone.ts';
import { useSession } from './support/useSession.ts';

/** Pixels that the side bar is made wide: many people give it no more. */
const narrow = 250;

/** What has the keyboard: the label of a row, or the words of a button. */
const keyboard = (page: Page) =>
  page.evaluate(() => {
    const active = document.activeElement;
    const row = active?.getAttribute('aria-activedescendant');
    const label = row && document.getElementById(row)?.getAttribute('aria-label');
    return label || active?.textContent || `<${active?.tagName ?? ''}>`;
  });

describe('by keyboard alone, in a narrow side bar', () => {
  const journey = useSession({ name: 'narrow-keyboard' });
  let presses = 0;
  const press = async (key: string) => {
    presses += 1;
    await journey.session.page.keyboard.press(key);
  };
  const has = (expected: RegExp) =>
    eventually(
      'What has the keyboard',
      () => keyboard(journey.session.page),
      (what) => expected.test(what),
    );
  /** One key again and again until the keyboard is where it is to be; the page needs a moment each time. */
  const pressUntil = async (key: string, expected: RegExp, most = 12) => {
    for (let at = 0; at < most; at += 1) {
      const before = await keyboard(journey.session.page);
      if (expected.test(before)) return;
      await press(key);
      // A row that opens keeps the keyboard; the next press goes below it.
      await eventually(
        `What ${key} leads to from “${before}”`,
        () => keyboard(journey.session.page),
        (now) => now !== before,
        briefMs,
      ).catch(() => undefined);
    }
    await has(expected);
  };
  const told = (what: string) => {
    console.log(`      ${what}: ${presses} keys`);
    presses = 0;
  };

  before(async () => {
    const { page, window } = journey.session;
    await window.activityBar.open('Keyrail');
    const bar = page.locator('.part.sidebar');
    const box = await bar.boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + box.width, 400);
    await page.mouse.down();
    await page.mouse.move(box.x + narrow, 400, { steps: 5 });
    await page.mouse.up();
    await eventually(
      'A narrow side bar',
      async () => (await bar.boundingBox())?.width ?? 0,
      (width) => Math.abs(width - narrow) <= 2,
    );
  });

  it('makes a key that works, and is at its row', async () => {
    const { session } = journey;
    // Until an extension is there VS Code draws its view otherwise, and what it replaces loses the keyboard.
    await session.window.view('API Keys').waitForWelcome(/Try It Here/);
    await session.window.palette.run('Keyrail: Focus on API Keys View');
    await has(/Try It Here/);
    await session.screenshot('two choices');
    await pressUntil('Tab', /^Try It Here, No Account$/);
    await press('Enter');
    await eventually('a dialog with the keyboard', () => session.window.dialog.hasFocus(), Boolean);
    await session.screenshot('what will be written');
    await press('Enter');
    await has(/^sample, active, /);
    await session.window.notifications.waitFor(/sample works/);
    told('from the view to a proven key');
    await session.screenshot('the row of the new key');
    const { description } = await session.window.view('API Keys').row('sample');
    assert.match(description, /^\.env · (just used|used \d)/);
  });

  it('finds where it is, and opens that', async () => {
    const { session } = journey;
    await pressUntil('ArrowRight', /^Status, Active/);
    await press('Control+c');
    await eventually(
      'What is copied',
      () => session.window.clipboard.read(),
      (text) => /^Active, expires in \d+ d$/.test(text),
    );
    await pressUntil('ArrowDown', /^\.env, GOVRAIL_API_KEY, current$/);
    await session.screenshot('its places');
    await press('Enter');
    await session.window.editors.waitForLine(/^GOVRAIL_API_KEY=/);
    told('from the row to the line of .env');
    await session.screenshot('the line');
  });

  it('rotates it, and sees what became of the old one', async () => {
    const { session } = journey;
    const { window } = session;
    await window.palette.run('Keyrail: Focus on API Keys View');
    await pressUntil('ArrowUp', /^sample, active/);
    await press('ArrowLeft');
    await window.palette.run('Keyrail: Rotate Key…');
    await window.quickInput.waitForTitle(/Rotate Key/);
    await session.screenshot('which key');
    await press('Enter');
    await window.quickInput.waitForItems('how it is rotated', (items) =>
      items.some(({ label }) => label === 'With overlap, the old key ends in an hour'),
    );
    await session.screenshot('how');
    await press('Enter');
    await window.notifications.waitFor(/has a new key/);
    const rows = await window
      .view('API Keys')
      .waitForRows('the pair', (all) => all.some(({ label }) => label.startsWith('replaced, ')));
    told('rotated');
    await session.screenshot('the pair');
    assert.equal(rows[0]?.label, 'sample');
    await window.palette.run('Keyrail: Focus on API Keys View');
    await pressUntil('ArrowDown', /^sample, replaced, ends /);
    await has(/replaced, ends /);
    assert.match(await focusedRow(session.page), /replaced, ends /);
  });

  it('is offered the key first whose row the arrow keys went to', async () => {
    const { window } = journey.session;
    await window.palette.run('Keyrail: Revoke Key…');
    await window.quickInput.waitForItems('the old key first', ([first]) =>
      /replaced, ends .* selected in the view/.test(first?.description ?? ''),
    );
    await window.quickInput.cancel();
  });

  it('is told which key has to end first before it may be rotated again', async () => {
    const { window } = journey.session;
    await window.view('API Keys').choose('sample', 'Rotate Key…');
    const { text } = await window.notifications.waitFor(/was rotated already/);
    assert.match(text, /still works: replaced, ends .* End that one first, then rotate again\./);
    await journey.session.screenshot('ends first');
  });

  it('is offered one key first where it looks for how to revoke one', async () => {
    const offers = await journey.session.window.palette.offers('revoke key');
    assert.equal(offers[0], 'Keyrail: Revoke Key…');
  });
});
