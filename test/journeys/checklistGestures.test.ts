import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { eventually } from './support/eventually.ts';
import { useSession } from './support/useSession.ts';

describe('the shortest way to a key that works', () => {
  const journey = useSession({ name: 'gestures' });

  it('is counted in clicks and keys from an empty profile to an accepted demo run', async () => {
    const { session } = journey;
    const { window } = session;
    const { quickInput } = window;
    const keys = window.view('API Keys');
    const gestures: string[] = [];
    const gesture = async (what: string, act: () => Promise<void>) => {
      await act();
      gestures.push(what);
    };
    const accept = (what: string) => gesture(what, () => quickInput.accept());

    await gesture('open Keyrail', () => window.activityBar.open('Keyrail'));
    await gesture('set up the local control plane', () =>
      keys.clickWelcome('Set Up Local Control Plane'),
    );
    await keys.waitForWelcome(/Bootstrap Baseline|Create Service Account|Create Key/);
    const buttons = async () => (await keys.welcome()).buttons;
    if ((await buttons()).includes('Bootstrap Baseline')) {
      await gesture('bootstrap the baseline', () => keys.clickWelcome('Bootstrap Baseline'));
      // A key can be created without the baseline, too: the button alone does not say that it is there.
      await keys.waitForWelcome(/The baseline is ready|A service account is ready/);
    }
    if ((await buttons()).includes('Create Service Account…')) {
      await gesture('create a service account', () => keys.clickWelcome('Create Service Account…'));
      await quickInput.waitForTitle(/Create Service Account/);
      await accept('accept its name');
      await keys.waitForWelcome(/A service account is ready/);
    }
    await gesture('create a key', () => keys.clickWelcome('Create Key…'));
    const questions = new Set<string>();
    await eventually(
      'The key',
      async () => {
        const asked = (await quickInput.isOpen())
          ? `${await quickInput.placeholder()} ${await quickInput.message()}`.trim()
          : '';
        if (asked !== '' && !questions.has(asked)) {
          questions.add(asked);
          await accept(`accept “${asked}”`);
        }
        return (await keys.rows()).length;
      },
      (rows) => rows === 1,
    );
    await window.notifications.waitFor(/is kept by this editor/);
    await gesture('write to .env', () =>
      window.notifications.click(/is kept by this editor/, 'Write to .env'),
    );
    await window.dialog.waitFor();
    await gesture('confirm the preview', () => window.dialog.click('Write'));
    await eventually(
      'The secret in .env',
      async () => readFileSync(path.join(session.folder, '.env'), 'utf8'),
      (text) => /^GOVRAIL_API_KEY=krl_local_/m.test(text),
    );
    const [row] = await keys.rows();
    await gesture('open the menu of the key', () => Promise.resolve());
    await gesture('make a demo run', () => keys.choose(row?.label ?? '', 'Make Demo Run'));
    await gesture('confirm the run', () => window.dialog.click('Make Demo Run'));
    const { text } = await window.notifications.waitFor(/demo run run_\w+ completed/);
    console.log(`      ${gestures.length} gestures: ${gestures.join(', ')}`);
    assert.match(text, /works/);
    await session.screenshot('done');
  });
});
