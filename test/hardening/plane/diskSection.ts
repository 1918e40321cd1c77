import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { openLocalControlPlane } from '../../../src/controlPlane/localControlPlane.ts';
import { UserFacingError } from '../../../src/domain/errors.ts';
import { temporaryFolder } from '../../support/owned.ts';
import { seeded, type Random } from '../../support/random.ts';
import type { Section } from '../../support/sectionReport.ts';
import { fillPlane } from '../../bench/fillPlane.ts';
import { handed } from '../../unit/controlPlane/handed.ts';
import { programs, runProgram } from '../../unit/controlPlane/programs.ts';
import type { Run } from '../run.ts';
import { integrity } from './killsSection.ts';

const FILE = 'control-plane.sqlite';
const fillUp = path.join(import.meta.dirname, 'programs', 'fillUp.ts');

/** Disks that are full, may not be written, or lose what they hold: it goes on or says so, and never begins anew in silence. */
export async function diskSection({ report, seed, long }: Run): Promise<void> {
  const full = report.section('control plane: full disk');
  await onFullDisk(full, 'a file that may not grow', limited, long ? 5 : 2);
  await onFullDisk(full, 'a disk without room', smallDisk, long ? 5 : 2);
  await readOnly(report.section('control plane: read-only folder'));
  await damaged(report.section('control plane: damaged file'), seeded(seed), long ? 1000 : 50);
}

/** Runs `fillUp` where there is little room; `undefined` where this machine cannot do that. */
type Cramped = (folder: string, round: number) => string | undefined;

/** As `ulimit` does it: a write past so many kilobytes fails. */
const limited: Cramped = (folder, round) => {
  if (process.platform === 'win32') return undefined;
  const script = `trap '' XFSZ; ulimit -f ${600 + round * 150}; exec "$0" "$@"`;
  return spawnSync('bash', ['-c', script, process.execPath, fillUp, folder], { encoding: 'utf8' })
    .stdout;
};

/** A disk in memory of its own, where this process may mount one. */
const smallDisk: Cramped = (folder, round) => {
  mkdirSync(folder, { recursive: true });
  const size = `size=${700 + round * 100}k`;
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', folder]);
  if (mounted.status !== 0) return undefined;
  try {
    const { stdout } = spawnSync(process.execPath, [fillUp, folder], { encoding: 'utf8' });
    cpSync(folder, `${folder}-rescued`, { recursive: true });
    return stdout;
  } finally {
    spawnSync('umount', [folder]);
    if (existsSync(`${folder}-rescued`)) cpSync(`${folder}-rescued`, folder, { recursive: true });
  }
};

async function onFullDisk(
  section: Section,
  what: string,
  cramped: Cramped,
  rounds: number,
): Promise<void> {
  let told = 0;
  for (let round = 0; round < rounds; round++) {
    const place = await temporaryFolder('full');
    const folder = path.join(place.path, 'data');
    const said = cramped(folder, round);
    if (said === undefined) {
      section.skip(`${what}: not on this machine`);
      place.dispose();
      return;
    }
    const secrets = [...said.matchAll(/^told (\S+)$/gm)].map(([, secret]) => secret!);
    const refusals = [...said.matchAll(/^refused (.*)$/gm)].map(([, words]) => words!);
    told += secrets.length;
    const plain =
      /^503 The local control plane could not (write because the disk is full|read or write its data)/;
    if (secrets.length > 0 && refusals.length === 3 && refusals.every((each) => plain.test(each)))
      section.pass();
    else section.fail(`${what}: ${secrets.length} keys, then ${refusals.join(' | ')}`);
    await allAreThere(section, folder, secrets, what);
    place.dispose();
  }
  section.note(`${what}: ${told} keys answered for, all there afterwards`);
}

async function allAreThere(
  section: Section,
  folder: string,
  secrets: readonly string[],
  what: string,
): Promise<void> {
  const plane = await openLocalControlPlane(folder);
  for (const notice of plane.notices) section.fail(`${what}: ${notice}`);
  const lost = await missing(plane, secrets);
  await plane.close();
  if (lost === 0) section.pass(secrets.length);
  else section.fail(`${what}: ${lost} of ${secrets.length} keys are lost`);
  const found = integrity(folder);
  if (found === 'ok') section.pass();
  else section.fail(`${what}: ${found}`);
}

type Plane = Awaited<ReturnType<typeof openLocalControlPlane>>;

async function missing(plane: Plane, secrets: readonly string[]): Promise<number> {
  let lost = 0;
  for (const secret of secrets) {
    if ((await handed(plane, 'GET', '/_probe', { secret })).status !== 404) lost++;
  }
  return lost;
}

async function readOnly(section: Section): Promise<void> {
  if (process.platform === 'win32') {
    section.skip('file modes do not bind on Windows');
    return;
  }
  const place = await temporaryFolder('readonly');
  const folder = path.join(place.path, 'data');
  const file = path.join(folder, FILE);
  await (await openLocalControlPlane(folder)).close();
  chmodSync(place.path, 0o755);
  const before = readFileSync(file);
  // Permissions do not bind root: the attempt is made as nobody.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  for (const [folderMode, fileMode] of [
    [0o555, 0o444],
    [0o555, 0o644],
    [0o500, 0o400],
    [0o000, 0o600],
  ] as const) {
    chmodSync(file, fileMode);
    chmodSync(folder, folderMode);
    const { code, output } = await runProgram(programs.openPlane, [folder], nobody);
    chmodSync(folder, 0o755);
    const modes = `${folderMode.toString(8)}/${fileMode.toString(8)}`;
    const plain = /UserFacingError: The local control plane (cannot|could not)/;
    if (code === 1 && plain.test(output)) section.pass();
    else section.fail(`${modes}: ended with ${String(code)}: ${output.slice(0, 300)}`);
    if (readFileSync(file).equals(before)) section.pass();
    else section.fail(`${modes}: the file was changed`);
    const strange = readdirSync(folder).filter((name) => !name.startsWith(FILE));
    if (strange.length > 0) section.fail(`${modes}: left ${strange.join()}`);
  }
  section.note('refused with a sentence, the file as it was');
  place.dispose();
}

/** What a bad disk, a broken copy or somebody's script may make of the file. */
const damages: Readonly<Record<string, (file: string, random: Random) => void>> = {
  header: (file, random) => {
    overwrite(file, random.below(100), Buffer.alloc(16, random.below(256)));
  },
  'first page': (file, random) => {
    overwrite(file, 100 + random.below(3900), noise(random, 64));
  },
  'a page in the middle': (file, random) => {
    const pages = Math.floor(readFileSync(file).length / 4096);
    overwrite(file, (1 + random.below(pages - 1)) * 4096, noise(random, 4096));
  },
  'pages of zeros': (file, random) => {
    const pages = Math.floor(readFileSync(file).length / 4096);
    overwrite(file, (1 + random.below(pages - 1)) * 4096, Buffer.alloc(8192));
  },
  'cut short': (file, random) => {
    truncateSync(file, 1 + random.below(readFileSync(file).length - 1));
  },
  'cut to nothing': (file) => {
    truncateSync(file, 0);
  },
  gone: (file) => {
    rmSync(file);
  },
  'another file': (file, random) => {
    writeFileSync(file, noise(random, 50_000));
  },
  'a log of something else': (file, random) => {
    writeFileSync(`${file}-wal`, noise(random, 40_000));
  },
  'a text': (file) => {
    writeFileSync(file, 'not a database\n'.repeat(1000));
  },
};

async function damaged(section: Section, random: Random, rounds: number): Promise<void> {
  const place = await temporaryFolder('damaged');
  const good = path.join(place.path, 'good');
  await (await openLocalControlPlane(good)).close();
  const secrets = (await fillPlane(good, 2000)).filter((_, at) => at % 100 === 0);
  const outcomes = new Map<string, number>();
  for (let round = 0; round < rounds; round++) {
    const [what, damage] = Object.entries(damages)[round % Object.keys(damages).length]!;
    const folder = path.join(place.path, `damaged-${round}`);
    cpSync(good, folder, { recursive: true });
    const file = path.join(folder, FILE);
    damage(file, random);
    const spoiled = existsSync(file) ? readFileSync(file) : undefined;
    const outcome = await judge(folder, secrets, spoiled);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (outcome in expected) section.pass();
    else section.fail(`${what} (round ${round}): ${outcome}`);
    rmSync(folder, { recursive: true, force: true });
  }
  section.note([...outcomes].map(([outcome, times]) => `${times} ${outcome}`).join(', '));
  place.dispose();
}

const expected = { 'opened whole': 1, 'set aside and said': 1, 'refused with a sentence': 1 };

async function judge(
  folder: string,
  secrets: readonly string[],
  spoiled: Buffer | undefined,
): Promise<string> {
  let plane: Plane;
  try {
    plane = await openLocalControlPlane(folder);
  } catch (error) {
    return error instanceof UserFacingError ? 'refused with a sentence' : `a bug: ${String(error)}`;
  }
  try {
    const lost = await missing(plane, secrets);
    const said = plane.notices.some((notice) => /keys issued before no longer work/.test(notice));
    if (said) {
      const kept = readdirSync(folder).filter((name) => name.includes('.damaged-'));
      const whole = kept.some((name) => spoiled?.equals(readFileSync(path.join(folder, name))));
      const nothingToKeep = spoiled === undefined || spoiled.length === 0;
      return whole || nothingToKeep ? 'set aside and said' : 'said, but the old file is not kept';
    }
    return lost === 0
      ? 'opened whole'
      : `${lost} of ${secrets.length} keys are gone and nothing was said`;
  } finally {
    await plane.close();
  }
}

function noise(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random.below(256)));
}

function overwrite(file: string, at: number, bytes: Buffer): void {
  const content = readFileSync(file);
  bytes.copy(content, at);
  writeFileSync(file, content);
}
