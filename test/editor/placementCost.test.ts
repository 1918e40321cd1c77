import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { markLine } from '../support/hostLine.ts';
import { folder, prepare, run, type NewKey } from './support/keyrail.ts';

const folders = 1000;
const filesEach = 20;

/** Times are printed and never asserted. */
describe('looking for values in 20,000 files', () => {
  const root = () => join(folder(), 'many');
  const candidates: string[] = [];
  let key: NewKey;

  before(async function () {
    this.timeout(60_000);
    const { serviceAccountId } = await prepare('many');
    key = await run<NewKey>('createKey', { serviceAccountId, scope: ['runs:write'], name: 'many' });
    await run('writeToEnv', { keyId: key.keyId, file: '.env.many' });
    const secret = readFileSync(join(folder(), '.env.many'), 'utf8');
    for (let at = 0; at < folders; at++) {
      const here = join(root(), `package-${at}`);
      mkdirSync(here, { recursive: true });
      for (let each = 0; each < filesEach; each++) {
        const isEnv = each < 1 || (each === 1 && at < 900);
        const file = join(here, isEnv ? ['.env', '.env.local'][each]! : `source-${each}.mjs`);
        const lines = Array.from({ length: 40 }, (_, line) => `VARIABLE_${line}="value ${line}"\n`);
        writeFileSync(
          file,
          isEnv && at % 100 === 0 ? `${lines.join('')}${secret}` : lines.join(''),
        );
        if (isEnv) candidates.push(file);
      }
    }
  });

  after(async () => {
    for (const file of [...candidates, join(folder(), '.env.many')]) rmSync(file, { force: true });
    // Looks again, so that the files that are gone are no placements any more.
    await run('whereIsIt', { keyId: key.keyId });
    rmSync(root(), { recursive: true, force: true });
    await run('revokeKey', { keyId: key.keyId });
  });

  it('finds those that hold one, and lets others work meanwhile', async function () {
    this.timeout(60_000);
    const reading = performance.now();
    for (const file of candidates) await readFile(file);
    const baseline = performance.now() - reading;
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const started = performance.now();
    const { places } = await run<{ places: readonly object[] }>('whereIsIt', { keyId: key.keyId });
    const took = performance.now() - started;
    delay.disable();
    const again = performance.now();
    await run('whereIsIt', { keyId: key.keyId });
    const second = performance.now() - again;
    console.log(
      markLine(
        `      ${candidates.length} candidates: read alone ${baseline.toFixed(0)} ms, looked through ${took.toFixed(0)} ms, again ${second.toFixed(0)} ms, longest block ${(delay.max / 1e6).toFixed(0)} ms`,
      ),
    );
    assert.equal(places.length, 2 + 2 * 10 - 1);
  });
});
