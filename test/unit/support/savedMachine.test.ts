import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { copyMachine, saveMachine } from '../../journeys/support/savedMachine.ts';
import { filesThatHold } from '../../journeys/support/searchForSecrets.ts';
import { temporaryFolder } from '../../support/owned.ts';

describe('a machine that journeys begin with', () => {
  it('has what the person had, none of their settings, and its secrets only where those were', async () => {
    const place = await temporaryFolder('machines');
    const [from, saved, to] = ['from', 'saved', 'to'].map((name) => path.join(place.path, name));
    assert.ok(from && saved && to);
    const put = (name: string, text: string) => {
      mkdirSync(path.dirname(path.join(from, name)), { recursive: true });
      writeFileSync(path.join(from, name), text);
    };
    const secret = 'a-value-that-is-looked-for';
    put('profile/Default/Local Storage/kept', `sealed ${secret}`);
    put('profile.mint-key', 'a key');
    put('server/data/User/globalStorage/keyrail.keyrail/plane', 'keys');
    put('server/data/User/settings.json', '{"security.workspace.trust.enabled": false}');
    mkdirSync(saved);
    await saveMachine(from, saved, new Set([secret]));
    assert.deepEqual(await copyMachine(saved, to), [secret]);
    const files = readdirSync(to, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        path.relative(to, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'),
      );
    assert.deepEqual(files.sort(), [
      'profile.mint-key',
      'profile/Default/Local Storage/kept',
      'server/data/User/globalStorage/keyrail.keyrail/plane',
    ]);
    assert.equal(readFileSync(path.join(to, 'profile.mint-key'), 'utf8'), 'a key');
    assert.deepEqual(filesThatHold([to], new Set([secret])), [
      `file ${path.join(to, 'profile/Default/Local Storage/kept')}`,
    ]);
    place.dispose();
  });
});
