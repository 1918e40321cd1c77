import assert from 'node:assert/strict';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { mainJob } from './mainJob.ts';
import { useSession } from './support/useSession.ts';

const stranger = (port: number): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html').end('<h1>Something else</h1>');
    });
    server.listen(port, '127.0.0.1', () => {
      resolve(server);
    });
  });

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });

describe('what can be in the way', () => {
  const journey = useSession({ name: 'bad-input' });
  const servers: Server[] = [];

  after(() => {
    for (const server of servers) void closed(server);
  });

  const perform = async (name: string) => {
    await mainJob.find((step) => step.name === name)?.run(journey.session);
  };

  it('tells of another program on the port, and works without it', async () => {
    const { session } = journey;
    servers.push(await stranger(session.port));
    await perform('meets an empty profile');
    await perform('sets up the local control plane');
    const { text } = await session.window.notifications.waitFor(/is used by another program/);
    assert.match(text, new RegExp(`Port ${session.port} `));
    assert.match(text, /keyrail\.localControlPlane\.port/);
    await session.screenshot('port in use');
    await session.window.notifications.dismiss(/is used by another program/);
    await perform('bootstraps the baseline');
    await perform('creates a service account');
  });

  it('does nothing when a question is dismissed', async () => {
    const { window } = journey.session;
    await window.view('API Keys').clickWelcome('Create Key…');
    await window.quickInput.waitForTitle(/Create Key/);
    await window.quickInput.cancel();
    await perform('chooses a narrow scope');
    await perform('creates the key');
    assert.equal((await window.view('API Keys').rows()).length, 1);
  });

  it('gives no secret to an address that another program has, until that is gone', async () => {
    const { window } = journey.session;
    await window.notifications.click(/is kept by this editor/, 'Write to .env');
    const { text } = await window.notifications.waitFor(/Nothing was given a secret/);
    assert.match(text, /does not prove to be the local control plane/);
    assert.equal(existsSync(join(journey.session.folder, '.env')), false);
    await journey.session.screenshot('no proof of the port');
    await window.notifications.dismiss(/Nothing was given a secret/);
    for (const server of servers.splice(0)) await closed(server);
    await window.reloadWindow();
    await window.activityBar.open('Keyrail');
    await window.view('API Keys').row('first run');
  });

  it('leaves a .env alone that is a folder', async () => {
    const { session } = journey;
    const folder = join(session.folder, '.env');
    mkdirSync(folder);
    await session.window.view('API Keys').choose('first run', 'Write Secret to .env…');
    const { text, severity } = await session.window.notifications.waitFor(/Nothing was written/);
    assert.equal(severity, 'error');
    assert.match(text, /There is a folder of that name/);
    await session.screenshot('env is a folder');
    await session.window.notifications.dismiss(/Nothing was written/);
    rmSync(folder, { recursive: true });
  });
});
