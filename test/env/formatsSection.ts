import { isDeepStrictEqual } from 'node:util';
import { Secret } from '../../src/domain/secrets/secret.ts';
import { planCopies } from '../../src/dotenv/copies.ts';
import { seeded, type Random } from '../support/random.ts';
import type { Report, Section } from '../support/sectionReport.ts';
import { NoParser, parsers } from './formatParsers.ts';
import { generators, type FormatName } from './formats.ts';
import type { RealReader } from './readers/realReader.ts';

interface Made {
  readonly before: string;
  readonly after: string;
  /** As the file would be, had it been made with the new value. */
  readonly expected: string;
  /** The old one and the new one. */
  readonly values: readonly [string, string];
  readonly count: number;
}

/** A place for a value in a generated file, until it is known which one it gets. */
const [HOLE, OTHER] = ['@{hole}', '@{other}'];

/**
 * Files of other formats with a value in random places: once it was replaced, the real parser of the
 * format reads the same as before but for the value; a second value of ours beside it stays.
 */
export async function formatsSection(
  report: Report,
  bash: RealReader | undefined,
  { seed, files }: { readonly seed: number; readonly files: number },
): Promise<void> {
  const random = seeded(seed);
  const names = Object.keys(generators) as FormatName[];
  for (const format of names) {
    const section = report.section(`formats: ${format}`);
    // Bash is given a process a file, and fewer files.
    const share = format === 'shell' ? files / 20 : (files * 0.95) / (names.length - 1);
    const made = Array.from({ length: Math.ceil(share) }, () => make(random, format));
    const values = made.reduce((sum, each) => sum + each.count, 0);
    section.note(`${made.length} files, ${values} values`);
    if (format === 'shell') {
      if (!bash) {
        section.skip('no /bin/bash', made.length);
        continue;
      }
      const read = (which: 'before' | 'after') =>
        bash.read(made.map((each) => Buffer.from(each[which])));
      compare(section, made, await read('before'), await read('after'));
      continue;
    }
    try {
      const [was, is] = [
        parsers[format](made.map(({ before }) => before)),
        parsers[format](made.map(({ after }) => after)),
      ];
      compare(section, made, was, is);
    } catch (error) {
      if (!(error instanceof NoParser)) throw error;
      section.skip(error.message, made.length);
    }
  }
}

function make(random: Random, format: FormatName): Made {
  const [old, other, next] = [valueOf(random), valueOf(random), valueOf(random)];
  let count = 0;
  const holes = generators[format](random, () => {
    count += 1;
    return count > 1 && random.below(8) === 0 ? OTHER : HOLE;
  });
  const fill = (value: string): string => holes.replaceAll(OTHER, other).replaceAll(HOLE, value);
  const before = fill(old);
  const plan = planCopies(
    Buffer.from(before),
    (value) => value.equals(new Secret(old)),
    new Secret(next),
  );
  const after = plan.kind === 'write' ? Buffer.from(plan.bytes).toString() : before;
  return { before, after, expected: fill(next), values: [old, next], count };
}

const HEX = '0123456789abcdef';
const valueOf = (random: Random): string => `krl_local_${digits(random, 24)}_${digits(random, 48)}`;
const digits = (random: Random, length: number): string =>
  Array.from({ length }, () => HEX[random.below(HEX.length)]).join('');

/** The text first: one that is as it should be can still read otherwise than it did. */
function compare(
  section: Section,
  made: readonly Made[],
  was: readonly unknown[],
  is: readonly unknown[],
): void {
  for (const [at, { after, expected, values }] of made.entries()) {
    const problem = (what: string): void => {
      section.fail(`${what}: ${JSON.stringify(after)}`);
    };
    if (after !== expected) problem('a value was left, or another byte changed');
    else if (was[at] === undefined) problem('was not of the format');
    else if (isDeepStrictEqual(withValue(was[at], ...values), is[at])) section.pass();
    else problem('reads otherwise');
  }
}

/** What was read, with the new value wherever the old one stands: in texts, in names, in parts of them. */
function withValue(read: unknown, old: string, next: string): unknown {
  const again = (each: unknown): unknown => withValue(each, old, next);
  if (typeof read === 'string') return read.replaceAll(old, next);
  if (Array.isArray(read)) return read.map(again);
  if (read instanceof Map) {
    return new Map([...read].map(([name, value]) => [again(name), again(value)]));
  }
  if (typeof read === 'object' && read !== null) {
    return Object.fromEntries(
      Object.entries(read).map(([name, value]) => [again(name), again(value)] as const),
    );
  }
  return read;
}
