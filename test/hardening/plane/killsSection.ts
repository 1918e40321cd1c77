import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { handed } from '../../unit/controlPlane/handed.ts';
import { openPlaneFixture } from '../../unit/controlPlane/planeFixture.ts';
import { programs, runProgram, startProgram } from '../../unit/controlPlane/programs.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { seeded } from '../../support/random.ts';
import type { Section } from '../../support/sectionReport.ts';
import type { Run } from '../run.ts';

/** Data files that are written and killed over at the same time, one a core. */
const FIXTURES = 2;
const KEYS_A_KILL = 80;
/** Requests under way in every process, so that some of them share a commit. */
const AT_ONCE = 6;

/** SIGKILL while keys are written: every key that was answered for is there, and the file is whole. */
export async function killsSection({ report, seed, long }: Run): Promise<void> {
  const section = report.section('control plane: killed while it writes');
  const kills = long ? 600 : 200;
  const compiled = await temporaryFolder('compiled');
  try {
    // A start is most of what a kill costs, and reading fifty sources most of a start.
    const program = path.join(compiled.path, 'createKeys.mjs');
    await build({
      entryPoints: [fileURLToPath(programs.createKeys)],
      outfile: program,
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node22',
    });
    const all = await Promise.all(
      Array.from({ length: FIXTURES }, (_, fixture) =>
        killOver(section, {
          kills: kills / FIXTURES,
          random: seeded(seed + fixture),
          program: pathToFileURL(program),
          env: { ...process.env, NODE_COMPILE_CACHE: compiled.path },
        }),
      ),
    );
    const sum = (of: (each: Outcome) => number) => all.reduce((so, each) => so + of(each), 0);
    section.note(
      `${kills} kills, ${sum(({ told }) => told)} acknowledged commits, ${sum(({ lost }) => lost)} lost, ${sum(({ broken }) => broken)} files not whole`,
    );
  } finally {
    compiled.dispose();
  }
}

interface Killing {
  readonly kills: number;
  readonly random: ReturnType<typeof seeded>;
  readonly program: URL;
  readonly env: NodeJS.ProcessEnv;
}

interface Outcome {
  readonly told: number;
  readonly lost: number;
  readonly broken: number;
}

async function killOver(
  section: Section,
  { kills, random, program, env }: Killing,
): Promise<Outcome> {
  const fixture = await openPlaneFixture();
  const told: string[] = [];
  let [lost, broken] = [0, 0];
  try {
    // Who is killed leaves nothing compiled behind; this one ends by itself.
    const [first = ''] = (await runProgram(program, [fixture.folder, '1'], { env })).lines;
    told.push(first);
    for (let round = 0; round < kills; round++) {
      const child = startProgram(
        program,
        [fixture.folder, 'Infinity', String(1 + random.below(AT_ONCE))],
        { env },
      );
      // Not at a commit's end but anywhere: the child goes on while the signal is on its way.
      const enough = KEYS_A_KILL + random.below(KEYS_A_KILL);
      let heard = 0;
      for await (const secret of child.lines) {
        told.push(secret);
        if (++heard === enough) child.kill('SIGKILL');
      }
      await child.ended;
      if (heard < enough) section.fail(`a process ended by itself: ${child.output().slice(-200)}`);
      const found = integrity(fixture.folder);
      if (found === 'ok') section.pass();
      else {
        broken++;
        section.fail(`after kill ${round + 1}: ${found}`);
      }
    }
    for (const secret of told) {
      const { status } = await handed(fixture.plane, 'GET', '/_probe', { secret });
      if (status === 404) section.pass();
      else {
        lost++;
        section.fail(`a key that was answered for is refused with ${status}`);
      }
    }
    return { told: told.length, lost, broken };
  } finally {
    await fixture.close();
  }
}

/** `ok`, or what SQLite found. */
export function integrity(folder: string): string {
  const sqlite = new DatabaseSync(path.join(folder, 'control-plane.sqlite'));
  try {
    const found = sqlite.prepare('PRAGMA integrity_check').all();
    return found.map((row) => String(row['integrity_check'])).join(', ');
  } finally {
    sqlite.close();
  }
}
