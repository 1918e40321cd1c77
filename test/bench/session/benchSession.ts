import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../../support/browser.ts';
import { startCodeServer } from '../../support/codeServer.ts';
import { freePort } from '../../support/freePort.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { provision } from '../../support/provision.mjs';
import { makeSampleFolder } from '../../support/sampleFolder.ts';
import { workbenchUrl } from '../../support/workbenchUrl.ts';
import { openReception, type Companion } from './companion.ts';
import type { Install } from './extensions.ts';

/** A real VS Code with chosen extensions, whose windows are opened again and again. */
export interface BenchSession {
  readonly page: Page;
  /** What the windows show; a copy of the sample project, unless another folder was given. */
  readonly folder: string;
  /** Keyrail's global storage. */
  readonly storage: string;
  /** Loads the window: a new extension host, same person, same machine. */
  visit(): Promise<Companion>;
  dispose(): Promise<void>;
}

export async function openBenchSession(
  extensions: readonly Install[],
  { settings = {}, folder }: { settings?: Record<string, unknown>; folder?: string } = {},
): Promise<BenchSession> {
  const { code, chromium } = await provision({ codeServer: process.env['KEYRAIL_CODE_SERVER'] });
  const machine = await temporaryFolder('session');
  const installed = path.join(machine.path, 'server', 'extensions');
  mkdirSync(installed, { recursive: true });
  for (const install of extensions) await install(installed);
  const shown = folder ?? path.join(machine.path, 'sample');
  if (folder === undefined) makeSampleFolder(shown);
  const reception = await openReception();
  const server = await startCodeServer({
    code,
    data: path.join(machine.path, 'server'),
    listen: await freePort(),
    env: { KEYRAIL_BENCH_PORT: String(reception.port) },
    settings: {
      'security.workspace.trust.enabled': false,
      // The companion is a program: without this a question would wait for a person.
      'keyrail.automation': true,
      ...settings,
    },
    machineSettings: { 'keyrail.localControlPlane.port': await freePort() },
  });
  const browser = await launchBrowser({
    chromium: chromium!,
    profile: path.join(machine.path, 'profile'),
    keepsSecrets: true,
  });
  const page = browser.pages()[0] ?? (await browser.newPage());
  page.setDefaultTimeout(60_000);
  page.on('dialog', (question) => void question.accept());
  return {
    page,
    folder: shown,
    storage: path.join(machine.path, 'server', 'data', 'User', 'globalStorage', 'keyrail.keyrail'),
    async visit() {
      const [arrived] = await Promise.all([
        reception.next(),
        page.goto(workbenchUrl(server.url, shown)),
      ]);
      await page.locator('.monaco-workbench .statusbar-item:visible').first().waitFor();
      // What every window does after its start would fall on the first thing that is measured.
      await arrived.ask('settle', 1500);
      return arrived;
    },
    async dispose() {
      await browser.close();
      await server.dispose();
      reception.close();
      machine.dispose();
    },
  };
}
