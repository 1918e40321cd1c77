import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openHouse } from '../../unit/controlPlane/house.ts';
import { programs, startProgram } from '../../unit/controlPlane/programs.ts';
import type { Run } from '../run.ts';
import { seeded } from '../../support/random.ts';

/** SIGKILL while keys are written: every key that was answered for is there, and the file is whole. */
export async function killsSection({ report, seed, long }: Run): Promise<void> {
  const section = report.section('control plane: killed while it writes');
  const random = seeded(seed);
  const [kills, each] = long ? [200, 80] : [10, 30];
  const house = await openHouse();
  const told: string[] = [];
  try {
    for (let round = 0; round < kills; round++) {
      const child = startProgram(programs.createKeys, [house.folder]);
      // Not at a commit's end but anywhere: the child goes on while the signal is on its way.
      const enough = each + random.below(each);
      let heard = 0;
      for await (const secret of child.lines) {
        told.push(secret);
        if (++heard === enough) child.kill('SIGKILL');
      }
      await child.ended;
      const found = integrity(house.folder);
      if (found === 'ok') section.pass();
      else section.fail(`after kill ${round + 1}: ${found}`);
    }
    let lost = 0;
    for (const secret of told) {
      const { status } = await house.ask('GET', '/_probe', { secret });
      if (status === 404) section.pass();
      else {
        lost++;
        section.fail(`a key that was answered for is refused with ${status}`);
      }
    }
    section.note(`${kills} kills, ${told.length} acknowledged commits, ${lost} lost, integrity ok`);
  } finally {
    await house.close();
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
