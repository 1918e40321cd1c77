import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { manifestTexts } from '../support/manifest.ts';
import { root } from '../support/root.mjs';
import { useDesk } from './support/useDesk.ts';

for (const language of ['de', 'zh-tw']) {
  describe(`Keyrail in ${language}`, () => {
    const seat = useDesk({ name: `language ${language}`, language });
    const file = path.join(root, 'l10n', `bundle.l10n.${language}.json`);
    // Ours; a test holds it complete.
    const bundle = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    const manifest = manifestTexts(language);
    const keys = () => seat.desk.window.view(manifest['view.apiKeys'] ?? '');
    const run = (command: string) =>
      seat.desk.window.palette.run(`Keyrail: ${manifest[`command.${command}`] ?? ''}`);

    it('takes the one-button way', async () => {
      const { window } = seat.desk;
      await window.activityBar.open('Keyrail');
      await seat.desk.screenshot('welcome');
      await keys().clickWelcome(manifest['command.quickStart'] ?? '');
      await window.dialog.waitFor();
      await seat.desk.screenshot('preview');
      await window.dialog.click(bundle['Write'] ?? '');
      await window.notifications.waitFor(/run_/);
      await seat.desk.screenshot('accepted');
      const [row] = await keys().rows();
      assert.match(row?.ariaLabel ?? '', /runs:write/);
    });

    for (const [command, word] of [
      ['openChecklist', 'Session context'],
      ['openPlayground', 'Request'],
    ] as const) {
      it(`reads the page of ${command}, and nothing sticks out`, async () => {
        await run(command);
        if (command === 'openPlayground') await seat.desk.window.notifications.dismiss(/run_/);
        const frame = await seat.desk.window.webview();
        await frame.locator('main[aria-busy="false"]').waitFor();
        assert.match(await frame.locator('main').innerText(), new RegExp(bundle[word] ?? ''));
        await seat.desk.screenshot(command);
        const sticksOut = await frame.locator('main').evaluate((main) =>
          [...main.querySelectorAll('*')]
            .filter((each) => each.getBoundingClientRect().right > window.innerWidth + 1)
            .filter((each) => !each.closest('pre, .picture'))
            .map((each) => each.textContent),
        );
        assert.deepEqual(sticksOut, []);
      });
    }
  });
}
