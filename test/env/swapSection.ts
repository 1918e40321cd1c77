import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Secret } from '../../src/domain/secrets/secret.ts';
import { steps, type BeforeStep } from '../../src/files/disk.ts';
import { editEnvFile } from '../../src/dotenv/envFile.ts';
import { planEdit } from '../../src/dotenv/text/envText.ts';
import type { Edited } from '../../src/dotenv/transaction.ts';
import { seeded, type Random } from '../support/random.ts';
import type { Report } from '../support/sectionReport.ts';
import { startSwapper } from './swapper.ts';

const OLD = 'A=1\nKEY=old\n';
const WHOLE = /^A=1\nKEY=(?:old|krl_local_new\d*)\n$/;
const OUTSIDE = 'KEY=not yours\n';

interface Place {
  readonly root: string;
  /** The open folder; `app` in it holds the file. */
  readonly folder: string;
  readonly file: string;
  readonly outside: string;
}

function makePlace(): Place {
  const root = mkdtempSync(path.join(tmpdir(), 'keyrail-env-swap-'));
  const place = {
    root,
    folder: path.join(root, 'open'),
    file: path.join(root, 'open', 'app', '.env'),
    outside: path.join(root, 'outside'),
  };
  mkdirSync(path.dirname(place.file), { recursive: true });
  mkdirSync(place.outside);
  writeFileSync(path.join(place.outside, '.env'), OUTSIDE);
  writeFileSync(place.file, OLD);
  return place;
}

/** Ways to make the path lead out of the folder. */
const swaps: readonly ((place: Place) => void)[] = [
  ({ file, outside }) => {
    unlinkSync(file);
    symlinkSync(path.join(outside, '.env'), file);
  },
  ({ file, outside }) => {
    // In one step, as an attacker would.
    symlinkSync(path.join(outside, '.env'), `${file}.swap`);
    renameSync(`${file}.swap`, file);
  },
  ({ file, outside }) => {
    renameSync(path.dirname(file), `${path.dirname(file)}.real`);
    symlinkSync(outside, path.dirname(file));
  },
];

/** What is wrong outside of the folder, or with the file itself where one can still be found. */
function problemAt({ folder, outside }: Place): string | undefined {
  const there = readdirSync(outside);
  if (there.length !== 1) return `outside holds ${there.join(', ')}`;
  if (readFileSync(path.join(outside, '.env'), 'utf8') !== OUTSIDE)
    return 'a file outside was written';
  for (const name of readdirSync(folder)) {
    const app = path.join(folder, name);
    if (lstatSync(app).isSymbolicLink()) continue;
    const left = readdirSync(app).filter((each) => each !== '.env');
    if (left.length > 0) return `left ${left.join(', ')}`;
    const file = path.join(app, '.env');
    if (!readdirSync(app).includes('.env') || lstatSync(file).isSymbolicLink()) continue;
    const text = readFileSync(file, 'utf8');
    if (!WHOLE.test(text)) return `the file is ${JSON.stringify(text)}`;
  }
  return undefined;
}

function write(place: Place, value: string, beforeStep?: BeforeStep): Promise<Edited> {
  const secret = new Secret(value);
  const options = beforeStep === undefined ? {} : { beforeStep };
  return editEnvFile(place, (bytes) => planEdit(bytes, 'KEY', secret), undefined, options);
}

async function swappedAtAStep(random: Random): Promise<string | undefined> {
  const place = makePlace();
  try {
    const swap = random.pick(swaps);
    const at = random.pick(steps);
    const outcome = await write(place, 'krl_local_new', (step) => {
      if (step === at) swap(place);
    });
    const problem = problemAt(place);
    return problem && `swapped before ${at} (${outcome.kind}): ${problem}`;
  } finally {
    rmSync(place.root, { recursive: true, force: true });
  }
}

/** However the path is bent while a write is under way, nothing outside of the folder is touched. */
export async function swapSection(
  report: Report,
  { seed, times }: { readonly seed: number; readonly times: number },
): Promise<void> {
  const section = report.section('links swapped during the write');
  const count = (problem: string | undefined): void => {
    if (problem === undefined) section.pass();
    else section.fail(problem);
  };
  const random = seeded(seed);
  for (let left = times / 2; left > 0; left -= 1) count(await swappedAtAStep(random));

  // The other half against a process that swaps as fast as it can.
  const place = makePlace();
  const swapper = await startSwapper(path.dirname(place.file), place.outside);
  const kinds = new Map<string, number>();
  try {
    for (let left = times / 2; left > 0; left -= 1) {
      const { kind } = await write(place, `krl_local_new${String(left)}`);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
      const untouched = readFileSync(path.join(place.outside, '.env'), 'utf8') === OUTSIDE;
      count(
        untouched && readdirSync(place.outside).length === 1 ? undefined : 'outside was written',
      );
    }
  } finally {
    await swapper.stop();
  }
  count(problemAt(place));
  section.note([...kinds].map(([kind, often]) => `${String(often)} ${kind}`).join(', '));
  rmSync(place.root, { recursive: true, force: true });
}
