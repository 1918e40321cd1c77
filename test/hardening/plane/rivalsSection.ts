import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { issue } from '../../unit/controlPlane/credentials.ts';
import { openPlaneFixture } from '../../unit/controlPlane/planeFixture.ts';
import { runProgram } from '../../unit/controlPlane/programs.ts';
import { endWithProcess } from '../../support/owned.ts';
import type { Run } from '../run.ts';
import { integrity } from './killsSection.ts';

const mixedWork = new URL('./programs/mixedWork.ts', import.meta.url);
const rotateInTurn = new URL('./programs/rotateInTurn.ts', import.meta.url);
const WINDOWS = [1, 2, 3, 4];

/** Four processes on one data file: nobody is told that it is busy, and of four rotations one wins. */
export async function rivalsSection(run: Run): Promise<void> {
  await workTogether(run);
  await raceForKeys(run);
}

async function workTogether({ report }: Run): Promise<void> {
  const section = report.section('control plane: four processes at once');
  const fixture = await openPlaneFixture();
  const each = 500;
  try {
    const ended = await Promise.all(
      WINDOWS.map(() => runProgram(mixedWork, [fixture.folder, String(each)])),
    );
    let live = 0;
    for (const { code, lines, output } of ended) {
      const wrong = lines.filter((line) => line.startsWith('wrong '));
      if (code === 0 && wrong.length === 0) section.pass(each);
      else section.fail(`${String(code)} ${wrong[0] ?? ''} ${output.slice(0, 400)}`);
      for (const line of lines) {
        const secret = /^live (\S+)$/.exec(line)?.[1];
        if (secret === undefined) continue;
        live++;
        const { status } = await fixture.ask('GET', '/_probe', { secret });
        if (status === 404) section.pass();
        else section.fail(`a key that is live is refused with ${status}`);
      }
    }
    const found = integrity(fixture.folder);
    if (found === 'ok') section.pass();
    else section.fail(found);
    section.note(`4 × ${each} operations, ${live} live keys verified, none told that it is busy`);
  } finally {
    await fixture.close();
  }
}

/** One process that rotates what it is told. */
function startRival(folder: string) {
  const child = spawn(process.execPath, [fileURLToPath(rotateInTurn), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const owned = endWithProcess(() => child.kill('SIGKILL'));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => String((await lines.next()).value);
  return {
    next,
    rotate: (keyId: string) => child.stdin.write(`${keyId}\n`),
    async end() {
      child.stdin.end();
      await once(child, 'close');
      owned.release();
    },
  };
}

async function raceForKeys({ report, long }: Run): Promise<void> {
  const section = report.section('control plane: four rotate the same key');
  const races = long ? 1000 : 100;
  const fixture = await openPlaneFixture();
  const rivals = WINDOWS.map(() => startRival(fixture.folder));
  try {
    for (const rival of rivals) await rival.next();
    for (let race = 0; race < races; race++) {
      const { id, secret } = await issue(fixture);
      for (const rival of rivals) rival.rotate(id);
      const statuses = await Promise.all(rivals.map((rival) => rival.next()));
      const old = await fixture.ask('GET', '/_probe', { secret });
      const told = statuses.sort().join();
      if (told === '201,409,409,409' && old.status === 401) section.pass();
      else section.fail(`race ${race + 1}: ${told}, the old key gets ${old.status}`);
    }
    section.note(`${races} races, one winner each`);
  } finally {
    for (const rival of rivals) await rival.end();
    await fixture.close();
  }
}
