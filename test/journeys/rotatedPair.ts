import assert from 'node:assert/strict';
import { makeFirstKey } from './makeKey.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';

/** By the clock of the browser and the extension host, which is one. */
const aTime = String.raw`(\w{3},? )?\d{1,2}:\d{2}( [AP]M)?`;
const ends = new RegExp(`^replaced, ends ${aTime}$`);

/** For a key that is the only one, none of which has ended. */
export function rotatedPair(journey: { readonly session: Session }): void {
  describe('a key and the one that it has replaced', () => {
    usePartOf(journey);

    const keys = () => journey.session.window.view('API Keys');
    const pair = (what: string, label: RegExp) =>
      keys().waitForRows(what, (rows) => rows[1]?.level === 2 && label.test(rows[1].label));

    it('says before the choice when the old key ends, also with VS Code closed, and which places get the secret', async () => {
      const { session } = journey;
      const { window } = session;
      await makeFirstKey(session);
      await keys().choose('first run', 'Write Secret to .env…');
      await window.dialog.click('Write');
      await window.notifications.waitFor(/is in \.env, line/);
      await window.notifications.dismiss(/is in \.env, line/);
      await keys().choose('first run', 'Rotate Key…');
      await window.quickInput.waitForTitle(/Rotate first run/);
      const items = await window.quickInput.items();
      const hour = items.find(({ label }) => label === 'With overlap, the old key ends in an hour');
      assert.match(
        hour?.detail ?? '',
        new RegExp(`^At ${aTime}\\. If VS Code is closed: when it starts, or the key expires, `),
      );
      assert.ok(items.some(({ label }) => /\.env, GOVRAIL_API_KEY/.test(label)));
      assert.ok(
        items.some(({ label }) => label === 'With overlap, the old key ends when I say so'),
      );
      await session.screenshot('choose the end');
      // Two gestures from the row: its icon or menu, and Enter.
      assert.equal(await window.quickInput.focused(), 'With overlap, the old key ends in an hour');
      assert.deepEqual(await window.quickInput.cutTexts(), []);
      await session.page.keyboard.press('Enter');
    });

    it('is one row, with the old key and its end below it', async () => {
      const { session } = journey;
      const { window } = session;
      const { text, buttons } = await window.notifications.waitFor(/has a new key/);
      assert.deepEqual(buttons, ['End Now', 'Keep']);
      const [head, old] = await pair('the pair', ends);
      assert.ok(head && old);
      assert.equal(head.label, 'first run');
      assert.notEqual(head.icon, old.icon);
      assert.ok(old.ariaLabel.includes(old.label), old.ariaLabel);
      // What a closed editor means was said where the end was chosen: three lines are read, five are not.
      assert.equal(
        text,
        `first run has a new key. The new secret is in: .env, GOVRAIL_API_KEY. The old key: ${old.label}.`,
      );
      await session.screenshot('the pair and the message');
      const tooltip = (await keys().tooltip(old.label)).replaceAll(/\s+/g, ' ');
      const at = old.label.replace('replaced, ends ', '');
      assert.ok(tooltip.includes(`It works until ${at}; then Keyrail revokes it`), tooltip);
      assert.doesNotMatch(tooltip, /Active/);
      await session.screenshot('tooltip of the old key');
      assert.deepEqual(await keys().inlineActions(old.label), ['End Now', 'Keep']);
    });

    it('keeps the old key when that is pressed', async () => {
      const { session } = journey;
      const [, old] = await keys().rows();
      await keys().inline(old!.label, 'Keep');
      await session.window.dialog.click('Keep');
      await session.window.notifications.waitFor(/It keeps working until you end it/);
      await pair('the kept key', /^replaced, kept until you end it$/);
      assert.deepEqual(await keys().inlineActions('replaced, kept until you end it'), ['End Now']);
      const { buttons } = await session.window.notifications.waitFor(
        /keeps working until you end it/,
      );
      assert.deepEqual(buttons, ['End Now']);
      await session.screenshot('kept');
    });

    it('says that it is there after a restart, too', async () => {
      const { session } = journey;
      await session.restart();
      await session.window.activityBar.open('Keyrail');
      await pair('the kept key', /^replaced, kept until you end it$/);
    });

    it('ends it when that is pressed and confirmed, and is one row again', async () => {
      const { session } = journey;
      const { window } = session;
      await keys().inline('replaced, kept until you end it', 'End Now');
      assert.match(await window.dialog.detail(), /There is no undo/);
      await session.screenshot('end now');
      await window.dialog.click('End Now');
      await window.notifications.waitFor(/The old key first run \(krl_local_\w+\) has ended/);
      await keys().waitForRows(
        'the old key, over, folded',
        (rows) => rows.map(({ label }) => label).join() === 'first run,Ended (1)',
      );
      await keys().expand('Ended (1)');
      await keys().waitForRows(
        'the old key',
        (rows) => rows.at(-1)?.level === 2 && rows.at(-1)?.icon === 'circle-slash',
      );
      await session.screenshot('ended');
    });

    it('leaves the old key as it was where the new one is revoked', async () => {
      const { session } = journey;
      const { window } = session;
      await keys().choose('first run', 'Rotate Key…');
      await window.quickInput.waitForTitle(/Rotate first run/);
      await session.page.keyboard.press('Enter');
      await pair('the pair once more', ends);
      await keys().choose('first run', 'Revoke Key…');
      assert.match(
        await window.dialog.detail(),
        /The old key first run \(krl_local_\w+\), which it has replaced, is not ended then\./,
      );
      await session.screenshot('revoke the new key');
      await window.dialog.click('Revoke Key');
      await keys().waitForRows('the old key, a key like any other, and what is over', (rows) => {
        const [old, ...others] = rows.filter(({ icon }) => icon === 'key');
        const isOver = rows.some(({ label }) => label === 'Ended (2)');
        return isOver && others.length === 0 && old?.label === 'first run' && old.level === 1;
      });
      await session.screenshot('the old key alone');
    });
  });
}
