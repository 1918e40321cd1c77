import { Secret } from '../../src/domain/secrets/secret.ts';
import { planEdit } from '../../src/dotenv/text/envText.ts';
import { disagreeing, disagreeingOn } from '../../src/dotenv/text/readerCheck.ts';
import { someName, someSecret } from './fuzzSection.ts';
import { mutate } from './mutate.ts';
import { seeded } from '../support/random.ts';
import type { Report } from '../support/sectionReport.ts';

/** The gate passes over plain lines; whoever differs on the whole file must differ without them too. */
export function shortCutSection(
  report: Report,
  texts: readonly string[],
  { seed, files }: { readonly seed: number; readonly files: number },
): Promise<void> {
  const section = report.section('the short cut misses no reader');
  const random = seeded(seed);
  for (let at = 0; at < files; at += 1) {
    const before = mutate(random.pick(texts), random);
    const variable = someName(before, random);
    const value = someSecret(random);
    const plan = planEdit(Buffer.from(before), variable, new Secret(value));
    if (plan.kind === 'write') {
      const after = Buffer.from(plan.bytes).toString();
      const mayStayUnseen = plan.changes[0]?.kind !== 'appended';
      const expected = { name: variable, value, mayStayUnseen };
      const short = new Set(disagreeing(before, after, expected));
      const whole = disagreeingOn(before, after, expected, before.includes('\r') ? '\r\n' : '\n');
      const missed = whole.filter((tool) => !short.has(tool)).map(({ tool }) => tool);
      if (missed.length > 0) {
        section.fail(
          `file ${String(at)} (${JSON.stringify(before)}, ${variable}): ${missed.join()}`,
        );
        continue;
      }
    }
    section.pass();
  }
  return Promise.resolve();
}
