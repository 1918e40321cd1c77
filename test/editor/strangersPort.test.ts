import assert from 'node:assert/strict';
import { existsSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { ConfigurationTarget, window, workspace } from 'vscode';
import { folder, prepare, run, type NewKey } from './support/keyrail.ts';
import { setAutomation } from './support/beforehand.ts';

describe('the port of the local control plane, where another program has it', function () {
  this.timeout(120_000);
  let key: NewKey;
  let stranger: Server;
  let ownPort: unknown;
  const seen: string[] = [];
  const settings = () => workspace.getConfiguration('keyrail');
  const usePort = (port: unknown) =>
    settings().update('localControlPlane.port', port, ConfigurationTarget.Global);
  const file = () => path.join(folder(), '.env.stranger');

  before(async () => {
    const { serviceAccountId } = await prepare('foreign');
    key = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'] });
    stranger = createServer((asked, answer) => {
      seen.push(JSON.stringify(asked.headers));
      answer.end('{"ok":true}');
    });
    await new Promise<void>((resolve) => {
      stranger.listen(0, '127.0.0.1', resolve);
    });
    ownPort = settings().inspect('localControlPlane.port')?.globalValue;
    await usePort((stranger.address() as AddressInfo).port);
  });
  after(async () => {
    await usePort(ownPort);
    stranger.close();
    rmSync(file(), { force: true });
    await run('revokeKey', { keyId: key.keyId });
  });

  const ways: readonly (readonly [string, object])[] = [
    ['writeToEnv', { file: '.env.stranger' }],
    ['useInTerminal', { variable: 'OF_STRANGER' }],
    ['lendKey', { minutes: 15 }],
  ];
  for (const [command, more] of ways) {
    it(`has no secret put beside it by ${command}`, async () => {
      await assert.rejects(run(command, { keyId: key.keyId, ...more }), /does not prove to be/);
      assert.equal(existsSync(file()), false);
      assert.ok(seen.every((headers) => !headers.includes('krl_local_')));
    });
  }

  it('has no secret written beside it that came while the person was asked', async () => {
    await usePort(ownPort);
    await setAutomation(false);
    const asked: string[] = [];
    const own = Reflect.get(window, 'showWarningMessage');
    // As long as a question is open, the port may be lost to another program.
    Object.assign(window, {
      showWarningMessage: async (message: string, _options: object, ...buttons: string[]) => {
        asked.push(message);
        if (message.startsWith('Write to')) await usePort((stranger.address() as AddressInfo).port);
        return buttons[0];
      },
    });
    try {
      await assert.rejects(
        run('writeToEnv', { keyId: key.keyId, file: '.env.stranger' }),
        /does not prove to be|address of the control plane/,
      );
      assert.match(asked.join('\n'), /^Write to \.env\.stranger\?$/m);
      assert.equal(existsSync(file()), false);
      assert.ok(seen.every((headers) => !headers.includes('krl_local_')));
    } finally {
      Object.assign(window, { showWarningMessage: own });
      await setAutomation(true);
    }
  });

  it('is told no address to copy', async () => {
    await assert.rejects(run('copyCurl', {}), /does not prove to be/);
  });
});
