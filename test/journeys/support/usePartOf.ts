import { execFileSync } from 'node:child_process';
import { eventually } from './eventually.ts';
import type { Session } from './session.ts';

/**
 * For a `describe` inside the one that has the session: its steps go on in the window in which another part ended,
 * with the folder as it was made, and no editor, message or question open. What the person made stays. The
 * first red step skips the rest of the part, and no other part.
 */
export function usePartOf(journey: { readonly session: Session }): void {
  before(async function () {
    const part = this.test?.parent;
    const whole = part?.parent;
    const isFirst = whole?.tests.length === 0 && whole.suites[0] === part;
    if (!isFirst) await tidyWindow(journey.session);
  });
  beforeEach(function () {
    if (this.test?.parent?.tests.some((test) => test.isFailed())) this.skip();
  });
}

/**
 * Until no row says any more that its key is in the `.env` of the part before, which is gone: a menu that is
 * open while its row is drawn again calls its command without the row.
 */
export async function whenInNoFile({ window }: Pick<Session, 'window'>): Promise<void> {
  await window
    .view('API Keys')
    .waitForRows('keys that are in no file', (rows) =>
      rows.every(({ description }) => !description.includes('.env')),
    );
}

async function tidyWindow({ window, folder }: Session): Promise<void> {
  const { page, dialog, quickInput, palette } = window;
  await page.bringToFront();
  if (await dialog.isOpen()) await dialog.cancel();
  if (await quickInput.isOpen()) await quickInput.cancel();
  await palette.run('View: Close All Editors');
  await eventually(
    'No open editor',
    async () => {
      if (await dialog.isOpen()) await dialog.click("Don't Save");
      return window.editors.titles();
    },
    (titles) => titles.length === 0,
  );
  await palette.run('Notifications: Clear All Notifications');
  const git = (...args: string[]) => execFileSync('git', args, { cwd: folder });
  git('reset', '--hard', '--quiet');
  git('clean', '-ffdxq');
}
