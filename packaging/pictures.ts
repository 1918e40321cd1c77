import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { openSession } from '../test/journeys/support/session.ts';
import { root } from '../test/support/root.mjs';
import { sh } from '../test/support/sh.mjs';

/* `npm run screenshots`: the pictures of the README, from the real thing on the sample project. */
const folder = path.join(root, 'docs', 'pictures');
mkdirSync(folder, { recursive: true });
await sh(process.execPath, ['esbuild.mjs'], { cwd: root });
const session = await openSession({ name: 'pictures' });
const keep = async (name: string) => {
  copyFileSync(await session.picture(name), path.join(folder, `${name}.png`));
};
try {
  const { window } = session;
  await window.activityBar.open('Keyrail');
  await window.view('API Keys').clickWelcome('Try It Here, No Account');
  await window.dialog.waitFor();
  await keep('preview');
  await window.dialog.click('Create Key and Write');
  await window.notifications.waitFor(/works\./);
  await window.palette.run('Keyrail: Open First-Run Checklist');
  const page = await window.webview();
  await page.locator('main[aria-busy="false"]').waitFor();
  await page.locator('[data-step="demo-run"][data-state="done"]').waitFor();
  await window.notifications.dismiss(/works\./);
  await keep('checklist');
} finally {
  await session.dispose();
}
