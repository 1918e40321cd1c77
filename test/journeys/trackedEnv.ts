import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFirstKey } from './makeKey.ts';
import type { Session } from './support/session.ts';
import { usePartOf, whenInNoFile } from './support/usePartOf.ts';

export function trackedEnv(journey: { readonly session: Session }): void {
  describe('a rotation over a .env that git tracks by now', () => {
    usePartOf(journey);

    const env = () => readFileSync(join(journey.session.folder, '.env'), 'utf8');

    it('keeps the old key, and says where the new secret could not go', async () => {
      const { session } = journey;
      const { window } = session;
      await makeFirstKey(session);
      await whenInNoFile(session);
      await window.view('API Keys').choose('first run', 'Write Secret to .env…');
      await window.dialog.click('Write');
      await window.notifications.dismiss(/is in \.env, line/);
      const before = env();
      assert.match(before, /^GOVRAIL_API_KEY=krl_local_/m);
      execFileSync('git', ['add', '--force', '.env'], { cwd: session.folder });
      await window.view('API Keys').choose('first run', 'Rotate Key…');
      await window.quickInput.pick('With overlap, the old key ends in an hour');
      const { text } = await window.notifications.waitFor(/could not be written to: \.env/);
      assert.match(text, /git tracks it.*Both keys live until you have decided/);
      await session.screenshot('what is to be decided');
      assert.equal(env(), before);
    });

    it('gives the new key up when that is said', async () => {
      const { window } = journey.session;
      const keys = window.view('API Keys');
      // Keys of earlier parts have ended, too.
      const before = endedIn(await keys.rows());
      await window.notifications.click(/could not be written to/, 'Revoke New Key');
      await keys.waitForRows('one more key that has ended', (all) => endedIn(all) === before + 1);
      await keys.expand(`Ended (${before + 1})`);
      await keys.waitForRows('the new key revoked, the old one live', (all) => {
        const icons = all.map(({ icon }) => icon);
        const over = icons.filter((icon) => icon === 'circle-slash').length;
        return icons[0] === 'key' && over === before + 1;
      });
      await keys.waitForMessage(/^(?!.*waits)/);
      await journey.session.screenshot('the old key goes on');
    });
  });
}

/** How many keys the fold of those that have ended says that it has. */
function endedIn(rows: readonly { readonly label: string }[]): number {
  const counts = rows.map(({ label }) => /^Ended \((\d+)\)$/.exec(label)?.[1]);
  return Number(counts.find((count) => count !== undefined) ?? 0);
}
