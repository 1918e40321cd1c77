import { Secret } from '../../src/domain/secrets/secret.ts';
import { planEdit } from '../../src/dotenv/text/envText.ts';
import { checkEdits, type CheckedEdit } from './checkEdits.ts';
import { excusedBy } from './corpusSection.ts';
import { mutate } from './mutate.ts';
import { seeded, type Random } from '../support/random.ts';
import type { RealReader } from './readers/realReader.ts';
import type { Report } from '../support/sectionReport.ts';

const BATCH = 1000;

/** A secret of any of the three forms that can be written. */
export function someSecret(random: Random): string {
  return random.pick([
    'kpk_dev_Zx4Qp8Lr2mN9tVbY6sKd3wEa81cZ0hU7gJ5o',
    'grk_live_lxk2j3h4deadbeef00112233_0123456789abcdef0123456789abcdef0123456789abcdef',
    'with space # and "quotes"',
    "it's; a & b",
  ]);
}

/** A name that the file holds, or a new one. */
export function someName(text: string, random: Random): string {
  const names = [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z]\w*)[ \t]*[=:]/gm)].map(
    ([, name = '']) => name,
  );
  return names.length === 0 || random.below(4) === 0 ? 'KEYRAIL_NEW' : random.pick(names);
}

/** Damaged files: what is written must be read right by every reader that could read the file. */
export async function fuzzSection(
  report: Report,
  texts: readonly string[],
  readers: readonly RealReader[],
  { seed, files }: { readonly seed: number; readonly files: number },
): Promise<void> {
  const section = report.section('mutated files');
  const random = seeded(seed);
  let written = 0;
  let readings = 0;
  for (let from = 0; from < files; from += BATCH) {
    const edits: CheckedEdit[] = [];
    for (let at = from; at < Math.min(from + BATCH, files); at += 1) {
      const text = mutate(random.pick(texts), random);
      const before = Buffer.from(text);
      const variable = someName(text, random);
      const value = someSecret(random);
      const plan = planEdit(before, variable, new Secret(value));
      if (plan.kind !== 'write') {
        section.pass();
        continue;
      }
      edits.push({
        label: `file ${String(at)} (${JSON.stringify(text.length > 400 ? `${text.slice(0, 400)}…` : text)}, ${variable})`,
        before,
        after: plan.bytes,
        variable,
        value,
        appended: plan.changes[0]?.kind === 'appended',
        excused: excusedBy(plan),
      });
    }
    written += edits.length;
    readings += await checkEdits(edits, readers, section);
  }
  section.note(
    `seed ${String(seed)}, ${String(written)} written, ${String(readings)} readings compared`,
  );
}
