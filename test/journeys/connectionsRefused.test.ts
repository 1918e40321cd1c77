import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { listenHttp } from '../support/listen.ts';
import { startCompanyNetwork, type CompanyNetwork } from './support/companyNetwork.ts';
import { connectByUrl } from './support/connecting.ts';
import { eventually } from './support/eventually.ts';
import { useSession } from './support/useSession.ts';
import { useRemoteStage } from './support/useRemoteStage.ts';

const host = 'control.example';

describe('an address that gets nothing', () => {
  const env: NodeJS.ProcessEnv = {};
  const settings: Record<string, unknown> = {};
  const stage = useRemoteStage();
  let network: CompanyNetwork;

  before(async () => {
    network = await startCompanyNetwork(host, stage.plane.url);
    // Before there is a window, which reads it when it starts; nothing of this machine goes there.
    Object.assign(settings, { 'http.proxy': network.proxyUrl });
  });
  const journey = useSession({ name: 'refused', env, settings, machineSettings: settings });

  after(() => network.close());

  const keys = () => journey.session.window.view('API Keys');
  const says = (expected: RegExp) =>
    eventually(
      `the view saying ${expected.source}`,
      async () => `${await keys().message()} ${await keys().description()}`,
      (text) => expected.test(text),
    );

  it('a redirect is not followed, and no credential arrives', async () => {
    const target = await listenHttp((_request, response) => response.end());
    const login = await listenHttp((request, response) => {
      response.writeHead(307, { location: `${target.url}${request.url ?? ''}` }).end();
    });
    const { window } = journey.session;
    await window.activityBar.open('Keyrail');
    await connectByUrl(window, {
      url: login.url,
      name: 'Redirecting',
      headers: { 'X-Team-Token': 'team-token-value' },
      despite: 'values',
    });
    await says(/The server points to 127\.0\.0\.1.*does not follow/);
    await window.palette.ask('Manage Connections');
    await window.quickInput.pick('Test Connection…');
    await window.notifications.waitFor(/Redirecting does not work/);
    await journey.session.screenshot('redirect');
    await window.notifications.dismiss(/Redirecting does not work/);
    assert.ok(login.seen.some((headers) => headers['x-team-token'] === 'team-token-value'));
    assert.deepEqual(target.seen, []);
    await login.close();
    await target.close();
  });

  it('a self-signed server is refused behind the person’s proxy, before it is asked', async () => {
    const { window } = journey.session;
    await connectByUrl(window, {
      url: `https://${host}`,
      name: 'Company',
      headers: { Authorization: `Bearer ${stage.plane.managementToken}` },
      despite: 'address',
    });
    await says(/certificate of the server was not accepted/);
    await journey.session.screenshot('self-signed');
    assert.ok(network.tunnels.includes(`${host}:443`), 'VS Code’s proxy was used');
    assert.deepEqual(network.requests, []);
  });

  it('and answers once its CA is trusted', async () => {
    const file = path.join(stage.data, 'company-ca.pem');
    writeFileSync(file, network.ca);
    Object.assign(env, { NODE_EXTRA_CA_CERTS: file });
    await journey.session.restart();
    await journey.session.window.activityBar.open('Keyrail');
    await keys().waitForWelcome(/has no baseline yet/);
    await says(/Company · .* · non-production/);
    await journey.session.screenshot('trusted');
    assert.ok(network.requests.length > 0);
  });

  it('trusts what the system trusts, as long as VS Code is told to', async () => {
    // What OpenSSL takes for the system's store; the machine's own is left alone.
    delete env['NODE_EXTRA_CA_CERTS'];
    Object.assign(env, { SSL_CERT_FILE: path.join(stage.data, 'company-ca.pem') });
    Object.assign(settings, { 'http.systemCertificates': false });
    await journey.session.restart();
    await journey.session.window.activityBar.open('Keyrail');
    await says(/certificate/i);
    await journey.session.screenshot('system certificates off');
    Object.assign(settings, { 'http.systemCertificates': true });
    await journey.session.restart();
    await journey.session.window.activityBar.open('Keyrail');
    await keys().waitForWelcome(/has no baseline yet/);
    await journey.session.screenshot('system certificates on');
  });
});
