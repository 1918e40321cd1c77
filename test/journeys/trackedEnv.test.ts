import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeKey, perform } from './makeKey.ts';
import { useDesk } from './support/useDesk.ts';

describe('a rotation over a .env that git tracks by now', () => {
  const seat = useDesk({ name: 'tracked-env' });
  const env = () => readFileSync(join(seat.desk.folder, '.env'), 'utf8');

  it('keeps the old key, and says where the new secret could not go', async () => {
    const { desk } = seat;
    const { window } = desk;
    await window.activityBar.open('Keyrail');
    await perform(desk, 'sets up the local control plane');
    await makeKey(desk);
    await perform(desk, 'writes the secret to .env');
    const before = env();
    execFileSync('git', ['add', '--force', '.env'], { cwd: desk.folder });
    await window.view('API Keys').choose('first run', 'Rotate key with overlap…');
    await window.quickInput.pick('In an hour');
    const { text } = await window.notifications.waitFor(/could not be written to: \.env/);
    assert.match(text, /git tracks it.*Both keys live until you decide/);
    await desk.screenshot('what is to be decided');
    assert.equal(env(), before);
  });

  it('gives the new key up when that is said', async () => {
    const { window } = seat.desk;
    await window.notifications.click(/could not be written to/, 'Revoke new key');
    await window.view('API Keys').waitForRows('the new key revoked, the old one live', (rows) => {
      const icons = rows.map(({ icon }) => icon).sort();
      return icons.join() === 'circle-slash,key';
    });
    await window.view('API Keys').waitForMessage(/^(?!.*waits)/);
    await seat.desk.screenshot('the old key goes on');
  });
});
