import { randomBytes } from 'node:crypto';
import { chromium as driver } from 'playwright-core';
import {
  filesThatHold,
  pagesThatHold,
  processesThatHold,
  type Place,
} from '../../journeys/support/searchForSecrets.ts';
import { readCanary } from '../../support/canaryFigures.ts';
import { findChromium } from '../../support/chromium.mjs';
import { temporaryFolder } from '../../support/owned.ts';
import { startProgram } from '../../support/program.ts';
import type { Section } from '../../support/sectionReport.ts';
import type { Run } from '../run.ts';
import { plantedFiles } from './places.ts';

/**
 * Every journey ends with a search for its secrets. Here a secret lies in each kind of place that is
 * searched, one after the other: each is found, and nothing where there is none. The table also says
 * what the journeys found that were run here last.
 */
export async function canarySection({ report }: Run): Promise<void> {
  const section = report.section('canary: a secret in each place');
  const secret = someSecret();
  const names: string[] = [];
  const judge = (name: string, found: readonly Place[], without: readonly Place[]) => {
    names.push(name);
    if (found.length === 1) section.pass();
    else section.fail(`${name}: found in ${found.length} places instead of one`);
    if (without.length === 0) section.pass();
    else section.fail(`${name}: found where there is none`);
  };
  for (const { name, plant } of plantedFiles) {
    const machine = await temporaryFolder('canary');
    plant(machine.path, secret);
    const search = (what: string) => filesThatHold([machine.path], new Set([what]));
    judge(name, search(secret), search(someSecret()));
    machine.dispose();
  }
  await inProcesses(secret, judge);
  await inPages(section, secret, judge);
  section.note(`${names.length} kinds of places, each found: ${names.join(', ')}`);
  const journeys = readCanary();
  const sum = (which: 'secrets' | 'expected' | 'elsewhere') =>
    journeys.reduce((all, each) => all + each[which], 0);
  if (sum('elsewhere') > 0) section.fail(`${sum('elsewhere')} places in the journeys run last`);
  section.note(
    journeys.length === 0
      ? 'the journeys were not run here'
      : `the journeys run here last: ${journeys.length} machines, ${sum('secrets')} secrets, ${sum('expected')} places where they belong, ${sum('elsewhere')} others`,
  );
}

const hex = (bytes: number) => randomBytes(bytes).toString('hex');
const someSecret = () => `krl_local_${hex(12)}_${hex(24)}`;

type Judge = (name: string, found: readonly Place[], without: readonly Place[]) => void;

async function inProcesses(secret: string, judge: Judge): Promise<void> {
  const wait = 'console.log("ready"); setInterval(() => {}, 1000)';
  for (const [name, env, more] of [
    ['the environment of a child', { GOVRAIL_API_KEY: secret }, []],
    ['the arguments of a child', {}, [`--key=${secret}`]],
  ] as const) {
    const child = await startProgram(process.execPath, ['-e', wait, '--', ...more], {
      env: { ...process.env, ...env },
    });
    await child.says(/ready/, 30_000);
    const found = processesThatHold(process.pid, new Set([secret]));
    await child.dispose();
    judge(name, found, processesThatHold(process.pid, new Set([secret])));
  }
}

/** A page as VS Code shows one, in a frame of its own. */
async function inPages(section: Section, secret: string, judge: Judge): Promise<void> {
  const chromium = findChromium();
  if (chromium === undefined) {
    section.skip('there is no Chromium');
    return;
  }
  const browser = await driver.launch({ executablePath: chromium, args: ['--no-sandbox'] });
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    const show = (text: string) =>
      page.setContent(`<iframe name="active-frame" srcdoc="<p title='${text}'>Key</p>"></iframe>`);
    await show(secret);
    const found = await pagesThatHold(context, new Set([secret]));
    await show('');
    judge('a page', found, await pagesThatHold(context, new Set([secret])));
  } finally {
    await browser.close();
  }
}
