import assert from 'node:assert/strict';
import { makeFirstKey } from './makeKey.ts';
import { eventually } from './support/eventually.ts';
import type { Session } from './support/session.ts';
import { usePartOf, whenInNoFile } from './support/usePartOf.ts';

/** Where a secret stays on the clipboard for longer than a reload takes to begin. */
export function leftBehind(journey: { readonly session: Session }): void {
  describe('what a window that was ended leaves behind', () => {
    usePartOf(journey);

    it('is no secret on the clipboard, once the next window has looked', async () => {
      const { session } = journey;
      await session.window.activityBar.open('Keyrail');
      await makeFirstKey(session);
      await whenInNoFile(session);
      const [key] = await session.window.view('API Keys').rows();
      await session.window.view('API Keys').choose(key?.label ?? '', 'Copy Secret');
      await session.window.dialog.click('Copy Secret');
      await eventually(
        'The secret on the clipboard',
        () => session.window.clipboard.read(),
        (text) => text.startsWith('krl_local_'),
      );
      await session.window.reloadWindow();
      // Nobody was there to take it away.
      assert.match(await session.window.clipboard.read(), /^krl_local_/);
      await eventually(
        'An empty clipboard',
        () => session.window.clipboard.read(),
        (text) => text === '',
        60_000,
      );
    });
  });
}
