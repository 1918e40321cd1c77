import { difference, isReadable } from './corpusSection.ts';
import { ownCases } from './ownCases.ts';
import type { RealReader } from './readers/realReader.ts';
import { gateReaders } from './readers/restatedReaders.ts';
import type { Report } from '../support/sectionReport.ts';

/** The gate's grammars, told again, against the real tools on the project's own files. */
export async function restatedSection(
  report: Report,
  readers: readonly RealReader[],
): Promise<void> {
  const section = report.section('shapes: restated readers as the real ones');
  const cases = ownCases();
  for (const restated of gateReaders()) {
    const real = readers.find(
      ({ name, version }) => name === restated.name && version !== 'restated',
    );
    if (real === undefined) continue;
    const asked = cases
      .filter(({ shape }) => shape.beyond?.reader !== restated.name)
      .map(({ name, text }) => ({ name, bytes: Buffer.from(text) }))
      .filter(({ bytes }) => isReadable(restated, bytes));
    const files = asked.map(({ bytes }) => bytes);
    const [told, seen] = await Promise.all([real.read(files), restated.read(files)]);
    asked.forEach(({ name }, at) => {
      const values = told[at];
      // A file on which the tool itself gives up is no list of variables.
      const problem =
        values && difference(real.name, { env: Object.fromEntries(values) }, seen[at] ?? new Map());
      if (problem === undefined) section.pass();
      else section.fail(`${real.name} on ${name}: ${problem}`);
    });
    section.note(real.name);
  }
}
