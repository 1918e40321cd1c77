import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openSession } from '../test/journeys/support/session.ts';
import { root } from '../test/support/root.mjs';
import { sh } from '../test/support/sh.mjs';
import { movingPicture, type Frame } from './movingPicture.ts';

/* `npm run screenshots`: the pictures of the README, from the real thing on the sample project. */
const folder = path.join(root, 'docs', 'pictures');
mkdirSync(folder, { recursive: true });
await sh(process.execPath, ['esbuild.mjs'], { cwd: root });
const session = await openSession({ name: 'pictures', builtIn: 'all' });
const keep = async (name: string) => {
  copyFileSync(await session.picture(name), path.join(folder, `${name}.png`));
};

/** A rotation over several places, one picture for each moment of it. */
async function keepRotation(): Promise<void> {
  const { page, window } = session;
  const keys = window.view('API Keys');
  for (const name of ['apps/api', 'apps/web', 'jobs']) {
    mkdirSync(path.join(session.folder, name), { recursive: true });
    copyFileSync(path.join(session.folder, '.env'), path.join(session.folder, name, '.env'));
  }
  await window.palette.run('View: Close All Editors');
  await page.setViewportSize({ width: 900, height: 520 });
  await window.palette.run('Keyrail: Refresh');
  const frames: Frame[] = [];
  const frame = async (seconds: number) => {
    frames.push({ file: await session.picture(`rotation ${frames.length}`), seconds });
  };
  await keys.choose('sample', 'Show Places of Key…');
  await window.quickInput.waitForItems('its places', (all) => all.length > 3);
  await frame(2.5);
  await window.quickInput.cancel();
  await keys.choose('sample', 'Rotate Key…');
  await window.quickInput.waitForItems('how', (all) =>
    all.some(({ label }) => label === 'With overlap, the old key ends in an hour'),
  );
  await frame(3);
  await page.keyboard.press('Enter');
  await window.notifications.waitFor(/has a new key/);
  await frame(4);
  writeFileSync(path.join(folder, 'rotation.png'), movingPicture(frames));
}

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
  await keepRotation();
} finally {
  await session.dispose();
}
