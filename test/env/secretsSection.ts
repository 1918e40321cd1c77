import { Secret } from '../../src/domain/secrets/secret.ts';
import { planEdit } from '../../src/dotenv/text/envText.ts';
import { checkEdits, type CheckedEdit } from './checkEdits.ts';
import type { SecretShape } from './corpus.ts';
import { seeded, type Random } from '../support/random.ts';
import type { RealReader } from './readers/realReader.ts';
import type { Report } from '../support/sectionReport.ts';

const SAFE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.+/=:@%,-';
const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join(
  '',
);
const OTHERS = ['\t', 'é', '鍵', '🔑', '\u00a0', '\n', '\r'];
const FRAME = [
  '# before\nA=1\nAPI_KEY=old # note\nB="2"\n',
  'A=1\n',
  "X='1'\nAPI_KEY=''\nY=2",
] as const;

function randomSecret(random: Random): string {
  const alphabet = random.pick([SAFE, `${SAFE} "#&;*|<>()[]{}!?~^\``, `${SAFE} '#`, PRINTABLE]);
  const length = 1 + random.below(60);
  let secret = '';
  for (let at = 0; at < length; at += 1) {
    secret +=
      random.below(80) === 0
        ? random.pick(OTHERS)
        : (alphabet[random.below(alphabet.length)] ?? '');
  }
  return secret;
}

/** Random secrets in small files: each is read back exactly by every reader, or refused. */
export async function secretsSection(
  report: Report,
  readers: readonly RealReader[],
  { seed, secrets }: { readonly seed: number; readonly secrets: number },
): Promise<void> {
  const section = report.section('random secrets');
  const random = seeded(seed);
  const edits: CheckedEdit[] = [];
  let refused = 0;
  // A refusal costs nothing to make; what counts is how many are written and read back.
  while (edits.length < secrets) {
    const value = randomSecret(random);
    const before = Buffer.from(random.pick(FRAME));
    const plan = planEdit(before, 'API_KEY', new Secret(value));
    if (plan.kind !== 'write') {
      refused += 1;
      if (plan.kind === 'refused' && plan.code !== 'unquotable')
        section.fail(`${JSON.stringify(value)}: ${plan.code}`);
      continue;
    }
    const [change] = plan.changes;
    const appended = change?.kind === 'appended';
    // `docker run --env-file` and the Python extension take what stands behind the `=` as it is.
    const raw = Buffer.from(plan.bytes).toString().includes(`API_KEY=${value}`);
    if (change?.form === 'unquoted' && !raw) section.fail(`${JSON.stringify(value)}: not as it is`);
    edits.push({
      label: JSON.stringify(value),
      before,
      after: plan.bytes,
      variable: 'API_KEY',
      value,
      appended,
    });
  }
  const readings = await checkEdits(edits, readers, section);
  section.note(
    `seed ${String(seed)}, ${String(refused)} further refused, ${String(readings)} readings compared`,
  );
}

/** Secrets of every kind: each in the form that the table names, and read back by every reader. */
export async function secretFormsSection(
  report: Report,
  title: string,
  shapes: readonly SecretShape[],
  readers: readonly RealReader[],
): Promise<void> {
  const section = report.section(title);
  const edits: CheckedEdit[] = [];
  for (const { name, secret, form } of shapes) {
    const before = new Uint8Array();
    const plan = planEdit(before, 'API_KEY', new Secret(secret));
    const got = plan.kind === 'write' ? plan.changes[0]?.form : 'refuse';
    if (got === form) section.pass();
    else section.fail(`${name}: ${form}, got ${String(got)}`);
    if (plan.kind !== 'write') continue;
    const made = { variable: 'API_KEY', value: secret, appended: true };
    edits.push({ label: name, before, after: plan.bytes, ...made });
  }
  const readings = await checkEdits(edits, readers, section);
  section.note(`${String(readings)} readings compared`);
}
