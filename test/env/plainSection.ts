import { plainLength, readPlain } from '../../src/dotenv/text/plainLines.ts';
import { seeded, type Random } from '../support/random.ts';
import type { RealReader, Values } from './readers/realReader.ts';
import type { Report } from '../support/sectionReport.ts';

const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join(
  '',
);
const without = (characters: string): string =>
  Array.from(PRINTABLE)
    .filter((each) => !characters.includes(each))
    .join('');
const UNQUOTED = 'abcXYZ019_.+/=:@%,-';

function some(random: Random, alphabet: string, most: number): string {
  return Array.from(
    { length: random.below(most + 1) },
    () => alphabet[random.below(alphabet.length)],
  ).join('');
}

/** Any line of the shapes that the gate passes over. */
function plainLine(random: Random, at: number): string {
  const name = `${random.pick(['', '', 'export '])}N${String(at)}_${some(random, 'aZ9_', 4)}`;
  const comment = random.pick(['', '', ' ', ` #${some(random, PRINTABLE, 12)}`]);
  return random.pick([
    '',
    ' \t',
    `#${some(random, PRINTABLE, 20)}`,
    `${name.replace('export ', '')}=`,
    `${name}=x${some(random, UNQUOTED, 12)}${comment}`,
    `${name}='${some(random, without("'\\$"), 12)}'${comment}`,
    `${name}="${some(random, without('"$`\\'), 12)}"${comment}`,
  ]);
}

function difference(expected: Values, seen: Values | undefined): string | undefined {
  if (seen === undefined) return 'does not read it';
  const names = new Set([...expected.keys(), ...seen.keys()]);
  const wrong = [...names].find((name) => expected.get(name) !== seen.get(name));
  return wrong === undefined ? undefined : `reads ${wrong} as ${JSON.stringify(seen.get(wrong))}`;
}

/** The premise of the gate's short cut: plain lines are read alike by every real reader. */
export async function plainSection(
  report: Report,
  readers: readonly RealReader[],
  { seed, files }: { readonly seed: number; readonly files: number },
): Promise<void> {
  const section = report.section('plain lines are read alike');
  const random = seeded(seed);
  const texts = Array.from({ length: files }, () =>
    Array.from({ length: 1 + random.below(12) }, (_, at) => `${plainLine(random, at)}\n`).join(''),
  );
  const bytes = texts.map((text) => Buffer.from(text));
  const answers = await Promise.all(readers.map((reader) => reader.read(bytes)));
  texts.forEach((text, at) => {
    const problems = readers.flatMap(({ name }, which) => {
      const problem = difference(readPlain(text), answers[which]?.[at]);
      return problem === undefined ? [] : [`${name} ${problem}`];
    });
    if (plainLength(text) !== text.length) problems.push('it is not all plain');
    if (problems.length === 0) section.pass();
    else section.fail(`${JSON.stringify(text)}: ${problems.join(', ')}`);
  });
}
