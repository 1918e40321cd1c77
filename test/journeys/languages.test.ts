import assert from 'node:assert/strict';
import { addPseudoLocale, languageTexts, pseudoLocale } from '../support/languageTexts.ts';
import { eventually } from './support/eventually.ts';
import { pageFrame, sticksOut } from './support/pageFrame.ts';
import { useDesk } from './support/useDesk.ts';

for (const language of ['de', 'zh-tw', pseudoLocale]) {
  describe(`Keyrail in ${language}`, () => {
    const seat = useDesk({
      name: `language ${language}`,
      language,
      ...(language === pseudoLocale ? { beside: addPseudoLocale } : {}),
    });
    const { bundle, manifest } = languageTexts(language);
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
        // The frame of the page before may still be there.
        const { frame } = await eventually(
          `“${bundle[word]}” on the page of ${command}`,
          async () => {
            const found = await pageFrame(seat.desk.page);
            return { frame: found, said: await found.locator('main').innerText() };
          },
          ({ said }) => said.includes(bundle[word] ?? ''),
        );
        await seat.desk.screenshot(command);
        assert.deepEqual(await sticksOut(frame), []);
      });
    }
  });
}
