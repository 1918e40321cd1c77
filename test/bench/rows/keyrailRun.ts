import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { writeCommandFile } from '../../../src/terminal/channel/commandFile.ts';
import { listen } from '../../../src/terminal/channel/listen.ts';
import { addressVariable, windowTicketVariable } from '../../../src/terminal/channel/protocol.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { root } from '../../support/root.mjs';
import { budgets } from '../budgets.ts';
import { resultOf, type Result } from '../result.ts';
import { interleave, timed } from '../samples.ts';

/**
 * Row 18: a program by `keyrail run`, as a terminal starts it, against Node that starts twice and does
 * nothing; and the memory that the command keeps while the program runs. The window allows at once: what
 * a person takes to answer is no time of ours.
 */
export async function keyrailRunRow(): Promise<Result[]> {
  const place = await temporaryFolder('bench-run');
  const window = await listen(async () => ({
    kind: 'granted',
    env: { KEY: 'value' },
    isOfWindow: false,
  }));
  const env = {
    ...process.env,
    [addressVariable]: window.address,
    [windowTicketVariable]: 'ticket',
  };
  const node = process.execPath;
  const script = path.join(root, 'dist', 'command.cjs');
  const command = writeCommandFile(path.join(place.path, 'bin'), {
    node,
    script,
    words: undefined,
  });
  const echoing = ['-e', 'process.stdin.pipe(process.stdout)'];
  try {
    const time = await interleave(
      {
        subject: () => timed(() => run(command, ['run', '--', 'true'], env)),
        baseline: () =>
          timed(async () => {
            await run(node, ['-e', '0'], env);
            await run(node, ['-e', '0'], env);
          }),
      },
      { rounds: 21, warmUp: 3 },
    );
    const memory = await interleave({
      subject: () => memoryOf(command, ['run', '--', 'cat'], env),
      baseline: () => memoryOf(node, echoing, env),
    });
    return [
      resultOf({
        row: 18,
        what: 'keyrail run -- true',
        unit: 'ms',
        budget: budgets.keyrailRun,
        subject: time.subject,
        baseline: { what: 'Node, started twice', samples: time.baseline },
      }),
      resultOf({
        row: 18,
        what: 'memory of keyrail run',
        unit: 'MB',
        budget: budgets.keyrailMemory,
        subject: memory.subject,
        baseline: { what: 'Node that echoes', samples: memory.baseline },
      }),
    ];
  } finally {
    window.dispose();
    place.dispose();
  }
}

async function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(program, args, { env, stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${path.basename(program)} ended with ${code}.`);
}

/** What is not shared of it, once its input has come back. In megabytes. */
async function memoryOf(program: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  if (process.platform !== 'linux') throw new Error('Only Linux tells what a process keeps.');
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const echoed = once(child.stdout, 'data');
  child.stdin.write('ready\n');
  await echoed;
  const smaps = readFileSync(`/proc/${child.pid}/smaps_rollup`, 'utf8');
  const parts = [...smaps.matchAll(/^Private_\w+:\s+(\d+) kB$/gm)];
  child.stdin.end();
  await ended;
  return parts.reduce((sum, [, kilobytes]) => sum + Number(kilobytes), 0) / 1000;
}
