import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { migrations } from '../../../src/controlPlane/database/migrations.ts';
import { openDatabase } from '../../../src/controlPlane/database/open.ts';
import type { Database } from '../../../src/controlPlane/database/query.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { seeded } from '../../support/random.ts';
import { runProgram, startProgram } from '../../unit/controlPlane/programs.ts';
import { inLanes } from '../inLanes.ts';
import type { Run } from '../run.ts';
import { integrity } from './killsSection.ts';

const migrate = new URL('./programs/migrate.ts', import.meta.url);
const PEOPLE = 2000;
const KILLS = 20;
/** Starting a process takes most of the time, on one core each. */
const LANES = 2;

/**
 * A data file of every past version, brought up to date by processes that are killed on the way, and
 * by four at once: it opens, is whole, and holds all that was in it.
 */
export async function upgradesSection({ report, seed }: Run): Promise<void> {
  const section = report.section('control plane: upgrade from every version');
  const random = seeded(seed);
  const place = await temporaryFolder('upgrade');
  // A start is most of what a kill costs. Who is killed leaves nothing compiled behind.
  const env = { ...process.env, NODE_COMPILE_CACHE: path.join(place.path, 'compiled') };
  const judge = async (folder: string, what: string, people: number) => {
    const { database, notices } = await openDatabase(folder);
    const kept = countPeople(database);
    const version = database.get<{ user_version: number }>({ sql: 'PRAGMA user_version' });
    database.close();
    const found = integrity(folder);
    const wrong = [
      ...notices,
      ...(kept === people ? [] : [`${kept} of ${people} people are left`]),
      ...(version?.user_version === migrations.length ? [] : ['an old version']),
      ...(found === 'ok' ? [] : [found]),
    ];
    if (wrong.length === 0) section.pass();
    else section.fail(`${what}: ${wrong.join('; ')}`);
  };
  try {
    let cut = 0;
    for (let version = 0; version <= migrations.length; version++) {
      const old = path.join(place.path, `version-${version}`);
      const people = version === 0 ? 0 : PEOPLE;
      await makeOld(old, version);
      const before = performance.now();
      await runProgram(migrate, [copy(old, 'measured')], { env });
      const whole = performance.now() - before;
      const rounds = Array.from({ length: KILLS }, (_, round) => `killed-${round}`);
      await inLanes(LANES, rounds, async (name) => {
        const folder = copy(old, name);
        const child = startProgram(migrate, [folder], { env });
        let through = false;
        for await (const line of child.lines) {
          if (line === 'through') through = true;
          // Opening takes a few milliseconds after this; starting took most of the time.
          else
            void delay(random.below(Math.max(4, whole / 10))).then(() => {
              child.kill('SIGKILL');
            });
        }
        await child.ended;
        if (!through) cut++;
        await judge(folder, `version ${version}, killed`, people);
        rmSync(folder, { recursive: true });
      });
      const together = copy(old, 'together');
      const four = await Promise.all(
        [1, 2, 3, 4].map(() => runProgram(migrate, [together], { env })),
      );
      for (const { code, output } of four) {
        if (code === 0) section.pass();
        else section.fail(`version ${version}, four at once: ${output.slice(0, 400)}`);
      }
      await judge(together, `version ${version}, four at once`, people);
    }
    section.note(
      `versions 0…${migrations.length}, ${KILLS} kills each (${cut} before the end), four processes at once`,
    );
  } finally {
    place.dispose();
  }
}

function copy(from: string, name: string): string {
  const to = `${from}-${name}`;
  rmSync(to, { recursive: true, force: true });
  cpSync(from, to, { recursive: true });
  return to;
}

/** A data file as the Keyrail of that version left it; version 0 is a file with nothing in it. */
async function makeOld(folder: string, version: number): Promise<void> {
  const { database } = await openDatabase(folder, { migrations: migrations.slice(0, version) });
  if (version > 0) {
    database.write(() => {
      for (let at = 0; at < PEOPLE; at++) {
        const id = `user-${at}`;
        database.insert('users', {
          user_id: id,
          email: id,
          display_name: 'x'.repeat(200),
          auth_subject: id,
          status: 'active',
          created_at: '',
        });
      }
    });
  }
  database.close();
}

function countPeople(database: Database): number {
  return database.get<{ n: number }>({ sql: 'SELECT count(*) AS n FROM users' })?.n ?? -1;
}
