import { createServer } from 'node:http';
import { chromium as driver, type Page } from 'playwright-core';
import { listen } from '../../../src/controlPlane/listener/listen.ts';
import { findChromium } from '../../support/chromium.mjs';
import { listenOn } from '../../support/listen.ts';
import { issue } from '../../unit/controlPlane/credentials.ts';
import { openPlaneFixture } from '../../unit/controlPlane/planeFixture.ts';
import type { Run } from '../run.ts';
import { counted } from './counted.ts';

const EVIL = 'evil.test';

/** What a page managed to do: a status that it could read, or how it was kept from that. */
type Got = number | string;

/**
 * A page in a real browser whose name is made to point to this machine after it was loaded, and one
 * that keeps its own name: neither reaches the control plane, even with a good key.
 */
export async function rebindingSection({ report }: Run): Promise<void> {
  const section = report.section('control plane: pages of a browser');
  const chromium = findChromium();
  if (chromium === undefined) {
    section.skip('there is no Chromium');
    return;
  }
  const browser = await driver.launch({
    executablePath: chromium,
    args: [
      '--no-sandbox',
      `--host-resolver-rules=MAP *.test 127.0.0.1`,
      // Chromium's own guard is not what is tried here, and other browsers have none.
      '--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests',
    ],
  });
  const fixture = await openPlaneFixture();
  const { secret } = await issue(fixture);
  const served = await servePage(0);
  const { port } = served;
  const rebound = await (await browser.newPage()).goto(`http://${EVIL}:${port}/`).then((answer) => {
    return answer!.frame().page();
  });
  // The page is there; from now on its name and port belong to the control plane.
  await served.close();
  const listener = await listen({ app: fixture.plane.app, port });
  const other = await servePage(0);
  try {
    const before = counted(fixture.folder);
    const stranger = await browser.newPage();
    await stranger.goto(`http://other.test:${other.port}/`);
    for (const [name, page, base] of [
      ['rebound', rebound, `http://${EVIL}:${port}`],
      ['foreign', stranger, `http://127.0.0.1:${port}`],
      ['stranger by name', stranger, `http://localhost:${port}`],
    ] as const) {
      const got = await attack(page, base, secret);
      for (const [how, what] of Object.entries(got)) {
        const refused = typeof what === 'string' || what === 403;
        if (refused) section.pass();
        else section.fail(`${name}, ${how}: got ${what}`);
      }
      const seen = [...new Set(Object.values(got))].map(String).sort();
      section.note(`${name}: ${Object.keys(got).length} ways, ${seen.join(' or ')}`);
    }
    const after = counted(fixture.folder);
    if (JSON.stringify(after) === JSON.stringify(before)) section.pass();
    else section.fail(`rows before ${JSON.stringify(before)}, after ${JSON.stringify(after)}`);
  } finally {
    await browser.close();
    await other.close();
    await listener.close();
    await fixture.close();
  }
}

async function servePage(port: number) {
  const server = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.setHeader('connection', 'close');
    response.end('<!doctype html><title>A page of the internet</title>');
  });
  return listenOn(server, port);
}

/** Everything that a page can send; runs in the browser. */
function attack(page: Page, base: string, secret: string): Promise<Record<string, Got>> {
  return page.evaluate(
    async ([to, key]) => {
      const tries: Record<string, () => Promise<Got>> = {};
      const body = JSON.stringify({ input: { kind: 'x', text: 'from a page' } });
      const withKey = { authorization: `Bearer ${key}`, 'idempotency-key': 'page' };
      const asked = (path: string, init: RequestInit) => async () =>
        (await fetch(`${to}/api/v1${path}`, init)).status || 'opaque';
      tries['health'] = asked('/health', {});
      tries['probe'] = asked('/_probe', { headers: withKey });
      tries['run'] = asked('/runs', { method: 'POST', headers: withKey, body });
      tries['management'] = asked('/saas/me', {});
      tries['proof'] = asked('/health', { headers: { 'x-keyrail-challenge': 'a'.repeat(64) } });
      tries['blind'] = asked('/runs', { method: 'POST', mode: 'no-cors', body });
      tries['xhr'] = () =>
        new Promise((resolve) => {
          const xhr = new XMLHttpRequest();
          xhr.onloadend = () => {
            resolve(xhr.status || 'error');
          };
          xhr.open('GET', `${to}/api/v1/_probe`);
          xhr.setRequestHeader('x-api-key', key);
          xhr.send();
        });
      tries['socket'] = () =>
        new Promise((resolve) => {
          const socket = new WebSocket(`${to.replace('http', 'ws')}/api/v1/runs`);
          socket.onopen = () => {
            resolve(101);
          };
          socket.onerror = () => {
            resolve('error');
          };
        });
      for (const tag of ['script', 'img', 'iframe'] as const) {
        tries[tag] = () =>
          new Promise((resolve) => {
            const element = document.createElement(tag);
            // A frame loads whatever it is shown; that nothing was done is counted afterwards.
            element.onload = () => {
              resolve(tag === 'iframe' ? 'opaque' : 200);
            };
            element.onerror = () => {
              resolve('error');
            };
            element.src = `${to}/api/v1/health`;
            document.head.append(element);
            if (tag === 'iframe') document.body.append(element);
          });
      }
      tries['beacon'] = async () => {
        navigator.sendBeacon(`${to}/api/v1/runs`, body);
        return 'opaque';
      };
      const got: Record<string, Got> = {};
      for (const [name, attempt] of Object.entries(tries)) {
        got[name] = await attempt().catch(() => 'error');
      }
      return got;
    },
    [base, secret] as const,
  );
}
