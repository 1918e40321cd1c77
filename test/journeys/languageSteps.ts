import assert from 'node:assert/strict';
import { languageTexts } from '../support/languageTexts.ts';
import { eventually } from './support/eventually.ts';
import { pageFrame, sticksOut } from './support/pageFrame.ts';
import type { Session } from './support/session.ts';
import { readMs } from './support/untilDone.ts';

/** From an empty profile to a key that works, and both pages, by the words of a language. */
export function languageSteps(journey: { readonly session: Session }, language: string): void {
  const { bundle, manifest } = languageTexts(language);
  const keys = () => journey.session.window.view(manifest['view.apiKeys'] ?? '');
  const run = (command: string) =>
    journey.session.window.palette.run(`Keyrail: ${manifest[`command.${command}`] ?? ''}`);

  it('takes the one-button way', async () => {
    const { window } = journey.session;
    await window.activityBar.open('Keyrail');
    await journey.session.screenshot('welcome');
    await keys().clickWelcome(
      /\[([^\]]+)\]\(command:keyrail\.quickStart/.exec(
        manifest['welcome.apiKeys.notConnected'] ?? '',
      )?.[1] ?? '',
    );
    await window.dialog.waitFor();
    await journey.session.screenshot('preview');
    await window.dialog.click(bundle['Create Key and Write'] ?? '');
    await window.notifications.waitFor(/GOVRAIL_API_KEY/);
    await journey.session.screenshot('accepted');
    const [row] = await keys().rows();
    assert.match(row?.ariaLabel ?? '', /runs:write/);
  });

  for (const [command, word] of [
    ['openChecklist', 'Session context'],
    ['openPlayground', 'Instruction'],
  ] as const) {
    it(`reads the page of ${command}, and nothing sticks out`, async () => {
      await run(command);
      if (command === 'openPlayground')
        await journey.session.window.notifications.dismiss(/GOVRAIL_API_KEY/);
      // The frame of the page before may still be there.
      const { frame } = await eventually(
        `“${bundle[word]}” on the page of ${command}`,
        async () => {
          const found = await pageFrame(journey.session.page);
          return { frame: found, said: await found.locator('main').innerText({ timeout: readMs }) };
        },
        ({ said }) => said.includes(bundle[word] ?? ''),
      );
      await journey.session.screenshot(command);
      assert.deepEqual(await sticksOut(frame), []);
    });
  }
}
