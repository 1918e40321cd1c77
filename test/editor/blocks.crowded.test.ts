import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commands, extensions, window } from 'vscode';
import { fillPlane } from '../bench/fillPlane.ts';
import { watchBlocks } from './support/blocks.ts';
import { folder, prepare, run, type NewKey } from './support/keyrail.ts';

const keys = 10_000;
/** What a command brings about goes on by itself for a while: views draw, pages load. */
const aWhile = () => pause(1000);
const storage = process.env['KEYRAIL_STORAGE'];

/** In the order of a day; what loads with a first use is part of it. */
describe('how long the extension host can do nothing else', function () {
  this.timeout(120_000);
  let serviceAccountId = '';
  let key: NewKey;

  after(async () => {
    await run('revokeKey', { keyId: key.keyId });
    rmSync(join(folder(), 'parts'), { recursive: true, force: true });
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('while nothing is done, to compare', () => watchBlocks('nothing', aWhile));

  it('while Keyrail is activated and first used', async () => {
    const keyrail = extensions.getExtension('keyrail.keyrail');
    await watchBlocks('activation', async () => {
      await keyrail?.activate();
    });
    assert.equal(keyrail?.isActive, true);
    ({ serviceAccountId } = await watchBlocks('connecting, baseline, service account', () =>
      prepare('blocks'),
    ));
  });

  it('while keys are created and rotated', async () => {
    key = await watchBlocks('a key', () =>
      run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'], name: 'blocks' }),
    );
    await watchBlocks('its line in .env', () =>
      run('writeToEnv', { keyId: key.keyId, file: '.env.blocks' }),
    );
    key = await watchBlocks('its rotation', () => run<NewKey>('rotateKey', { keyId: key.keyId }));
  });

  it('while a folder is searched', async () => {
    const { keyId } = key;
    for (let at = 0; at < 1000; at++) {
      const part = join(folder(), 'parts', String(at));
      mkdirSync(part, { recursive: true });
      writeFileSync(join(part, '.env'), 'NAME=value\n'.repeat(40));
    }
    const { places } = await watchBlocks('a search through 1,000 .env', () =>
      run<{ places: readonly object[] }>('whereIsIt', { keyId }),
    );
    assert.ok(places.length >= 2);
    rmSync(join(folder(), '.env.blocks'), { force: true });
  });

  it('while pages are opened', async () => {
    for (const page of ['openChecklist', 'openPlayground']) {
      await watchBlocks(page, async () => {
        await run(page);
        await aWhile();
      });
    }
    const { tabs } = window.tabGroups.activeTabGroup;
    assert.ok(tabs.length >= 2);
  });

  it('while 10,000 keys are listed', async function () {
    if (storage === undefined) return this.skip();
    await fillPlane(join(storage, 'control-plane'), keys);
    await commands.executeCommand('keyrail.apiKeys.focus');
    for (const time of ['first', 'second']) {
      await watchBlocks(`10,000 keys, the ${time} time`, async () => {
        await run('refresh');
        await aWhile();
      });
    }
    await watchBlocks('a key among 10,000', async () => {
      const more = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'] });
      await run('revokeKey', { keyId: more.keyId });
    });
  });
});
