import { Secret } from '../../src/domain/secrets/secret.ts';
import { planEdit } from '../../src/dotenv/text/envText.ts';
import { checkEdits, problemsOfEach, type CheckedEdit } from './checkEdits.ts';
import { excusedBy } from './corpusSection.ts';
import { ownCases, type OwnCase, type OwnEdit } from './ownCases.ts';
import type { RealReader } from './readers/realReader.ts';
import { shapes } from './shapes.ts';
import type { Report, Section } from '../support/sectionReport.ts';

interface Refused {
  readonly of: OwnCase;
  readonly edit: OwnEdit;
  readonly code: string;
}

const madeBy = (label: string, before: string, edit: OwnEdit, after: Uint8Array): CheckedEdit => ({
  label,
  before: Buffer.from(before),
  after,
  variable: edit.variable,
  value: edit.value,
  appended: false,
});

/**
 * Every edit of the project's own files. What is written must be read right by every real reader
 * that could read the file; what is refused must be something that no reader at hand would have
 * taken either, unless the table says why it is refused all the same.
 */
export async function ownSection(report: Report, readers: readonly RealReader[]): Promise<void> {
  const outcomes = report.section('shapes: outcome of each edit');
  const written: CheckedEdit[] = [];
  const refused: Refused[] = [];
  for (const each of ownCases()) {
    for (const edit of each.edits) {
      const label = `${each.name}: ${edit.variable}`;
      const plan = planEdit(Buffer.from(each.text), edit.variable, new Secret(edit.value));
      if (plan.kind === 'unchanged') outcomes.fail(`${label}: unchanged`);
      else if (plan.kind === 'refused') refused.push({ of: each, edit, code: plan.code });
      else {
        outcomes.pass();
        written.push({
          ...madeBy(label, each.text, edit, plan.bytes),
          appended: plan.changes[0]?.kind === 'appended',
          excused: excusedBy(plan),
        });
      }
    }
  }
  await judgeRefused(refused, readers, outcomes);
  outcomes.note(`${String(written.length)} written, ${String(refused.length)} refused`);
  const properties = report.section('shapes: properties of each write');
  const readings = await checkEdits(written, readers, properties);
  properties.note(`${String(readings)} readings compared`);
}

async function judgeRefused(
  refused: readonly Refused[],
  readers: readonly RealReader[],
  section: Section,
): Promise<void> {
  const tries = refused.flatMap((each) =>
    each.edit.naive.map((text) => ({
      each,
      made: madeBy(each.of.name, each.of.text, each.edit, Buffer.from(text)),
    })),
  );
  const answers = await problemsOfEach(
    tries.map(({ made }) => made),
    readers,
  );
  const possible = new Set(
    tries.flatMap(({ each }, at) => {
      const { asked = 0, problems = [] } = answers[at] ?? {};
      // A file that one of them cannot get through is broken, and may be left alone.
      return asked === readers.length && problems.length === 0 ? [each] : [];
    }),
  );
  // Most refusals are for it, and Windows has none.
  const hasBash = readers.some(({ name }) => name === 'bash');
  const cautious = new Set(shapes.filter(({ cautious }) => cautious !== undefined));
  for (const each of refused) {
    const { of, edit, code } = each;
    if (!possible.has(each)) section.pass();
    else if (of.shape.cautious !== undefined) {
      cautious.delete(of.shape);
      section.pass();
    } else if (!hasBash) section.skip('no bash that would say why an edit is refused');
    else section.fail(`${of.name}: ${edit.variable} refused (${code}), and all would read it`);
  }
  for (const { name } of cautious)
    section.fail(`${name}: the table's reason to refuse is not needed`);
}
