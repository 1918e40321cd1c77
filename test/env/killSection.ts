import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BeforeStep } from '../../src/files/disk.ts';
import { sweepTemporaries } from '../../src/files/temporaries.ts';
import type { Report } from '../support/sectionReport.ts';

type Step = Parameters<BeforeStep>[0];

/** The steps that touch the disk; before the rename the file is the old one, after it the new one. */
const OLD_BEFORE: readonly Step[] = [
  'create',
  'attributes',
  'write',
  'sync',
  'compare',
  'mode',
  'rename',
];
const NEW_BEFORE: readonly Step[] = ['sync-folder', 'read-back'];
const AT_ONCE = 3;

interface Trial {
  readonly step: Step;
  /** `undefined` where the file is not there yet. */
  readonly old: string | undefined;
  readonly mode: number;
}

/** A process that ends at any step leaves the old file or the new one, whole, and nothing else. */
export async function killSection(
  report: Report,
  { each }: { readonly each: number },
): Promise<void> {
  const section = report.section('killed at each step of the write');
  const bundled = mkdtempSync(path.join(tmpdir(), 'keyrail-env-kill-'));
  try {
    const script = path.join(bundled, 'killedWrite.mjs');
    const entry = fileURLToPath(new URL('killedWrite.ts', import.meta.url));
    // As one file it starts in half the time, four hundred times over.
    await build({
      entryPoints: [entry],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
      // As esbuild.mjs does: the other half of it asks for `require`.
      alias: { '@vscode/l10n': '@vscode/l10n/dist/browser.js' },
      logLevel: 'error',
    });
    const trials = [...OLD_BEFORE, ...NEW_BEFORE].flatMap((step) =>
      Array.from({ length: each }, (_, at): Trial => ({
        step,
        old: at % 5 === 0 ? undefined : `A=${at}\nKEY=old${at}\nB="two words"\n`,
        mode: at % 2 === 0 ? 0o600 : 0o640,
      })),
    );
    const queue = trials.entries();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const [at, trial] of queue) {
          const problem = await killedWell(script, trial);
          if (problem === undefined) section.pass();
          else section.fail(`trial ${String(at)} before ${trial.step}: ${problem}`);
        }
      }),
    );
    section.note(`${String(each)} × ${String(OLD_BEFORE.length + NEW_BEFORE.length)} steps`);
  } finally {
    rmSync(bundled, { recursive: true, force: true });
  }
}

async function killedWell(script: string, { step, old, mode }: Trial): Promise<string | undefined> {
  const folder = mkdtempSync(path.join(tmpdir(), 'keyrail-env-killed-'));
  const file = path.join(folder, '.env');
  const value = 'krl_local_new';
  try {
    if (old !== undefined) {
      writeFileSync(file, old);
      chmodSync(file, mode);
    }
    const had = old === undefined ? undefined : modeOf(file);
    const end = await runUntilKilled(script, [folder, file, value, step]);
    // Windows has no signals: a killed process has failed without a word.
    if (end !== (isWindows ? '1' : 'SIGKILL'))
      return `the process was not killed but ended (${end})`;
    sweepTemporaries(folder, Date.now, 0);
    const names = readdirSync(folder).filter((name) => name !== '.env');
    if (names.length > 0) return `left ${names.join(', ')}`;
    const isNew = NEW_BEFORE.includes(step);
    const expected = isNew ? (old?.replace(/KEY=.*/, `KEY=${value}`) ?? `KEY=${value}\n`) : old;
    const found = readIfThere(file);
    if (found !== expected) return `the file is ${JSON.stringify(found)}`;
    const wanted = had ?? (isWindows ? 0o666 : 0o600);
    if (found !== undefined && modeOf(file) !== wanted) return 'the mode has changed';
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readIfThere(file: string): string | undefined {
  return readdirSync(path.dirname(file)).includes('.env') ? readFileSync(file, 'utf8') : undefined;
}

const isWindows = process.platform === 'win32';
const modeOf = (file: string) => statSync(file).mode & 0o777;

/** The signal or the exit code that it ended with, and what it said. */
async function runUntilKilled(script: string, args: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const said = text(child.stderr);
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return `${signal ?? String(code)}${await said}`;
}
