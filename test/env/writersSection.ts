import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Secret } from '../../src/domain/secrets/secret.ts';
import { steps } from '../../src/files/disk.ts';
import { editEnvFile } from '../../src/dotenv/envFile.ts';
import { planEdit } from '../../src/dotenv/text/envText.ts';
import { seeded, type Random } from '../support/random.ts';
import type { Report } from '../support/sectionReport.ts';

const MODE = 0o640;
/** From here on somebody else's write is overtaken by the rename, or comes after it. */
const TOO_LATE_TO_SEE = new Set<string>(['mode', 'rename', 'sync-folder', 'read-back']);

/** The file as another program leaves it: whole, with a rename or in place. */
function writeAsOther(file: string, text: string, random: Random): void {
  if (random.below(2) === 0) {
    writeFileSync(file, text);
    return;
  }
  writeFileSync(`${file}.other`, text, { mode: MODE });
  renameSync(`${file}.other`, file);
}

async function besideAnother(random: Random, at: number): Promise<string | undefined> {
  const folder = mkdtempSync(path.join(tmpdir(), 'keyrail-env-writer-'));
  const file = path.join(folder, '.env');
  try {
    const old = `A=${String(at)}\nKEY=old\n`;
    const other = `A=other${String(at)}\nKEY=old\nMORE=1\n`;
    writeFileSync(file, old, { mode: MODE });
    // Windows has no such mode.
    const mode = statSync(file).mode;
    const when = random.pick(steps);
    let done = false;
    const edited = await editEnvFile(
      { folder, file },
      (bytes) => planEdit(bytes, 'KEY', new Secret('new')),
      undefined,
      {
        beforeStep: (step) => {
          if (step !== when || done) return;
          done = true;
          writeAsOther(file, other, random);
        },
      },
    );
    const found = readFileSync(file, 'utf8');
    const withKey = (text: string): string => text.replace('KEY=old', 'KEY=new');
    const names = readdirSync(folder);
    if (names.length !== 1) return `before ${when}: left ${names.join(', ')}`;
    if (statSync(file).mode !== mode) return `before ${when}: the mode has changed`;
    if (![other, withKey(other), withKey(old)].includes(found))
      return `before ${when}: ${JSON.stringify(found)}`;
    // Whoever was seen is kept, and whatever is reported as written stands in the file.
    if (!TOO_LATE_TO_SEE.has(when) && found !== withKey(other))
      return `before ${when}: the other write is lost`;
    if (edited.kind === 'written' && !found.includes('KEY=new'))
      return `before ${when}: reported as written, and is not`;
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Another program writes the same file in between: one of both is there whole, mostly both. */
export async function writersSection(
  report: Report,
  { seed, times }: { readonly seed: number; readonly times: number },
): Promise<void> {
  const section = report.section('another program writes meanwhile');
  const random = seeded(seed);
  for (let at = 0; at < times; at += 1) {
    const problem = await besideAnother(random, at);
    if (problem === undefined) section.pass();
    else section.fail(problem);
  }
}
