import assert from 'node:assert/strict';
import path from 'node:path';
import { makeFirstKey } from './makeKey.ts';
import { filesWithSecret, processesWithSecret } from './support/searchForSecrets.ts';
import type { Session } from './support/session.ts';
import { usePartOf } from './support/usePartOf.ts';
import type { Workbench } from './support/workbench.ts';

const echo = 'echo "key is [$GOVRAIL_API_KEY]"';
const loan = 'loan of first run';

const loans = (window: Workbench, described: RegExp, count = 1) =>
  window
    .view('API Keys')
    .waitForRows(
      `${count} of ${loan}, ${described.source}`,
      (rows) =>
        rows.filter(({ label, description }) => label === loan && described.test(description))
          .length === count,
    );
const lend = async (session: Session) => {
  const { view, quickInput, dialog, notifications } = session.window;
  await view('API Keys').choose('first run', 'Lend Key…');
  await quickInput.waitForTitle(/Lend Key/);
  await quickInput.pick('15 minutes');
  const detail = await dialog.detail();
  assert.match(detail, /The shell is \/\S+\./);
  assert.doesNotMatch(detail, /disk/);
  await session.screenshot('asked');
  await dialog.click('Lend Key');
  return notifications.waitFor(/has its own key/);
};

export function lendKey(journey: { readonly session: Session }): void {
  describe('a key that is lent', () => {
    usePartOf(journey);

    it('goes to one new terminal, with its own scopes and a quarter of an hour', async () => {
      const { session } = journey;
      await makeFirstKey(session);
      const { text } = await lend(session);
      assert.match(text, /runs:write/);
      assert.match(text, /The control plane refuses it from .* on in any case/);
      await session.screenshot('lent');
      await session.window.notifications.dismiss(/has its own key/);
      await session.window.terminal.run(echo);
      await session.window.terminal.waitForText(/key is \[krl_local_/);
      await loans(session.window, /lent until/);
      await session.screenshot('in the terminal and in the tree');
    });

    it('is in no file of the machine, and in no process but that terminal’s shell', () => {
      assert.deepEqual(filesWithSecret(path.dirname(journey.session.folder)), []);
      const holders = processesWithSecret(process.pid);
      assert.equal(holders.length, 1);
      assert.match(holders[0] ?? '', /^process (?:ba|da)?sh \(environ\)$/);
    });

    it('says in the tooltip who has it, and counts as nothing that needs attention', async () => {
      const tooltip = await journey.session.window.view('API Keys').tooltip(loan);
      assert.match(tooltip, /Loan:.*Borrowed.from.first.run/);
      await journey.session.screenshot('tooltip');
    });

    it('is taken back with its terminal by one action', async () => {
      const { window } = journey.session;
      await window.view('API Keys').choose(loan, 'End Loan…');
      assert.match(await window.dialog.detail(), /revoked at once, and the terminal/);
      await journey.session.screenshot('end the loan');
      await window.dialog.click('End Loan');
      await window.view('API Keys').expand('Ended (1)');
      await loans(window, /revoked/);
    });

    it('ends when its terminal is closed', async () => {
      const { window } = journey.session;
      await lend(journey.session);
      await loans(window, /lent until/);
      await window.notifications.dismiss(/has its own key/);
      await window.terminal.run('exit');
      await window.view('API Keys').expand('Ended (2)');
      await loans(window, /revoked/, 2);
    });
  });
}

/** Goes on after `lendKey`, with whatever lies in the folder; other parts look at what its restart has left. */
export function lentOverRestart(journey: { readonly session: Session }): void {
  describe('a loan that a restart meets', () => {
    it('ends when its window is closed', async () => {
      const { session } = journey;
      await lend(session);
      await loans(session.window, /lent until/);
      await session.restart();
      await session.window.activityBar.open('Keyrail');
      // Its name was lost with the window, which was ended before VS Code wrote it down.
      await session.window.view('API Keys').expand('Ended (3)');
      await session.window
        .view('API Keys')
        .waitForRows(
          'three loans that are over',
          (rows) => rows.filter(({ description }) => /revoked/.test(description)).length === 3,
        );
      await session.screenshot('revoked after the window was closed');
    });
  });
}
