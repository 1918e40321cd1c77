import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { startProgram } from '../../support/program.ts';
import type { Run } from '../run.ts';
import type { JudgedLayout } from './programs/judgeLayouts.ts';

const LAYOUTS = 200;

/**
 * Folders with repositories of every kind around a `.env`: what the guard says of each is compared with
 * what a real `git add -A` takes, typed in any folder above it. Git's own answer decides. One process a
 * core, for starting git is nearly all of it.
 */
export async function gitLayoutsSection({ report, seed, long }: Run): Promise<void> {
  const section = report.section('folders: git layouts');
  if (process.platform === 'win32') {
    section.skip('links are made differently on Windows', LAYOUTS);
    return;
  }
  const count = long ? LAYOUTS * 5 : LAYOUTS;
  const judged: JudgedLayout[] = [];
  const lanes = Array.from({ length: Math.min(availableParallelism(), 8) }, (_, lane) => lane);
  await Promise.all(
    lanes.map(async (lane) => {
      const args = [seed, lane, count, lanes.length].map(String);
      const program = fileURLToPath(new URL('programs/judgeLayouts.ts', import.meta.url));
      const running = await startProgram(process.execPath, [program, ...args], {
        env: process.env,
        onLine: (line) => {
          // `as`: our own program's, which writes nothing else that begins so.
          if (line.startsWith('{')) judged.push(JSON.parse(line) as JudgedLayout);
        },
      });
      if ((await running.ended) !== 0) section.fail(running.log().slice(-300));
    }),
  );
  if (judged.length !== count) section.fail(`${judged.length} of ${count} were judged`);
  for (const each of judged.sort((a, b) => a.at - b.at)) {
    // Where git itself does nothing, nobody can say what it would do.
    if (each.isTaken === !isLetIn(each) || isUnknown(each)) section.pass();
    else section.fail(say(each));
  }
  const [taken, refused, unknown] = [
    judged.filter(({ isTaken }) => isTaken),
    judged.filter((each) => !isLetIn(each)),
    judged.filter(isUnknown),
  ];
  section.note(
    `${taken.length} of ${count} would be committed; ${refused.length} refused, ${unknown.length} of them because git could not be asked`,
  );
}

const isLetIn = ({ verdict }: JudgedLayout): boolean =>
  verdict === 'ignored' || verdict === 'no-repository';

const isUnknown = ({ verdict, isTaken }: JudgedLayout): boolean =>
  verdict === 'git-failed' && !isTaken;

const say = ({ at, made, verdict, isTaken }: JudgedLayout): string =>
  `layout ${at}: ${verdict}, git ${isTaken ? 'takes it' : 'does not'}; ${made.join(' / ')}`;
