import assert from 'node:assert/strict';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import { focusedRow } from './support/tree.ts';
import type { Session } from './support/session.ts';
import { usePartOf, whenInNoFile } from './support/usePartOf.ts';

/** Its last step revokes the key. */
export function keyboardFollows(journey: { readonly session: Session }): void {
  describe('the keyboard, after what a row is asked to do has taken the row away', () => {
    usePartOf(journey);

    const keys = () => journey.session.window.view('API Keys');
    const isAt = (row: RegExp) =>
      eventually(
        'The row with the keyboard',
        () => focusedRow(journey.session.page),
        (said) => row.test(said),
      );

    it('is at the key that has replaced it', async () => {
      const { session } = journey;
      await makeFirstKey(session);
      await whenInNoFile(session);
      await keys().choose('first run', 'Rotate Key…');
      await session.window.quickInput.waitForTitle(/Rotate first run/);
      await session.window.quickInput.pick('With overlap, the old key ends in an hour');
      await keys().waitForRows(
        'the pair',
        (rows) => rows[1]?.label.startsWith('replaced, ') === true,
      );
      await isAt(/^first run, active, /);
      await session.screenshot('replaced');
    });

    it('is at the new key when the old one below it has ended', async () => {
      const { session } = journey;
      const [, old] = await keys().rows();
      assert.ok(old);
      await keys().choose(old.label, 'End Now');
      await session.window.dialog.click('End Now');
      await keys().waitForRows('one', (rows) =>
        rows.every(({ label }) => !/^replaced/.test(label)),
      );
      await isAt(/^first run, active, /);
      await session.screenshot('ended');
    });

    it('is at the key that has replaced one from the palette, where nothing else is open', async () => {
      const { session } = journey;
      const { palette, quickInput } = session.window;
      await palette.run('Keyrail: Rotate Key…');
      await quickInput.waitForItems('the key', ([first]) =>
        /selected in the view/.test(first?.description ?? ''),
      );
      await quickInput.accept();
      await quickInput.waitForTitle(/Rotate first run/);
      await quickInput.pick('With overlap, the old key ends in an hour');
      await keys().waitForRows(
        'the pair',
        (rows) => rows[1]?.label.startsWith('replaced, ') === true,
      );
      await isAt(/^first run, active, /);
      await session.screenshot('replaced from the palette');
      const [, old] = await keys().rows();
      assert.ok(old);
      await keys().choose(old.label, 'End Now');
      await session.window.dialog.click('End Now');
      await keys().waitForRows('one', (rows) =>
        rows.every(({ label }) => !/^replaced/.test(label)),
      );
    });

    it('is at the key when it is revoked, among those that have ended', async () => {
      const { session } = journey;
      await keys().choose('first run', 'Revoke Key…');
      await session.window.dialog.click('Revoke Key');
      await isAt(/^first run, revoked, /);
      await session.screenshot('revoked');
    });
  });
}
