import { isUtf8 } from 'node:buffer';
import { Secret } from '../../src/domain/secrets/secret.ts';
import { planEdit } from '../../src/dotenv/text/envText.ts';
import type { Plan } from '../../src/dotenv/text/plan.ts';
import { checkEdits, type CheckedEdit } from './checkEdits.ts';
import type { Corpus, EnvCase, Observation, Upsert } from './corpus.ts';
import type { RealReader, Values } from './readers/realReader.ts';
import { gateReaders } from './readers/restatedReaders.ts';
import type { Report, Section } from '../support/sectionReport.ts';

/** The recorded health knows Node's reader by no name: it is only ever asked what it can read. */
const UNRECORDED = 'node24';

export function excusedBy(plan: Plan): ReadonlySet<string> {
  if (plan.kind !== 'write') return new Set();
  const differs = plan.warnings.some(({ kind }) => kind === 'reader-differs');
  return new Set(differs ? [UNRECORDED] : []);
}

function made(each: EnvCase, upsert: Upsert, plan: Plan): CheckedEdit | undefined {
  if (plan.kind !== 'write') return undefined;
  return {
    label: `${each.name} ${upsert.key}`,
    before: each.bytes,
    after: plan.bytes,
    variable: upsert.key,
    value: upsert.secret,
    appended: plan.changes[0]?.kind === 'appended',
    healthy: each.healthy,
    excused: excusedBy(plan),
  };
}

function outcomeHolds(upsert: Upsert, plan: Plan, appended: boolean): boolean {
  switch (upsert.outcome) {
    case 'must-write':
      return plan.kind === 'write' && (appended || upsert.kind === 'replace');
    case 'must-refuse':
      return plan.kind === 'refused';
    case 'append-or-refuse':
      return plan.kind === 'refused' || appended;
    case 'may-refuse':
      return true;
  }
}

/** Every edit of the corpus: the outcome that it asks for, then the properties. */
export async function corpusSection(
  report: Report,
  corpus: Corpus,
  readers: readonly RealReader[],
): Promise<void> {
  const outcomes: Section = report.section('corpus: outcome of each edit');
  const edits: CheckedEdit[] = [];
  let refused = 0;
  for (const each of corpus.cases) {
    for (const upsert of each.upserts) {
      const plan = planEdit(each.bytes, upsert.key, new Secret(upsert.secret));
      const edit = made(each, upsert, plan);
      if (edit !== undefined) edits.push(edit);
      else refused += 1;
      const got = plan.kind === 'refused' ? plan.code : plan.kind;
      if (outcomeHolds(upsert, plan, edit?.appended === true)) outcomes.pass();
      else outcomes.fail(`${each.name} ${upsert.key}: ${upsert.outcome}, got ${got}`);
    }
  }
  outcomes.note(`${String(edits.length)} written, ${String(refused)} refused`);
  const properties = report.section('corpus: properties of each write');
  const readings = await checkEdits(edits, readers, properties);
  properties.note(`${String(readings)} readings compared`);
}

/** The gate's grammars, told again, against what is recorded of the real tools. */
export async function observedSection(report: Report, corpus: Corpus): Promise<void> {
  const section = report.section('corpus: restated readers as recorded');
  for (const reader of gateReaders()) {
    const known = corpus.cases.filter(
      ({ name, bytes }) => corpus.observed.has(name) && isReadable(reader, bytes),
    );
    const seen = await reader.read(known.map(({ bytes }) => bytes));
    known.forEach((each, index) => {
      const recorded = corpus.observed.get(each.name)?.[reader.name];
      const problem = recorded && difference(reader.name, recorded, seen[index] ?? new Map());
      if (problem === undefined) section.pass();
      else section.fail(`${reader.name} on ${each.name}: ${problem}`);
    });
  }
}

/** What the restatements say that they leave out: other encodings, and carriage returns in bash. */
export function isReadable({ name }: RealReader, bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0) && !(name === 'bash' && bytes.includes(13));
}

/** What a restated grammar reads otherwise than the real tool did; nothing where that is excused. */
export function difference(
  reader: string,
  recorded: Observation,
  seen: Values,
): string | undefined {
  // A shell that ends inside the file prints nothing of what it had read.
  if (reader === 'bash' && Object.keys(recorded.env ?? {}).length === 0) return undefined;
  // What is not expanded cannot fail at it either.
  if (recorded.error?.includes('Invalid template') === true) return undefined;
  const env = recorded.env ?? {};
  for (const name of new Set([...Object.keys(env), ...seen.keys()])) {
    const [was, is] = [env[name] ?? undefined, seen.get(name) ?? undefined];
    const computed = /[$\\`]/.test(is ?? '') || is?.startsWith('\u0001') === true;
    if (was !== is && !computed)
      return `${name} is ${JSON.stringify(is)}, was ${JSON.stringify(was)}`;
  }
  return undefined;
}
