import { parseArgs } from 'node:util';
import { loadCorpus } from './corpus.ts';
import { corpusSection, observedSection } from './corpusSection.ts';
import { formatsSection } from './formatsSection.ts';
import { fuzzSection } from './fuzzSection.ts';
import { killSection } from './killSection.ts';
import { ownSection } from './ownSection.ts';
import { plainSection } from './plainSection.ts';
import { bashReaders } from './readers/bashReader.ts';
import { javascriptReaders } from './readers/javascriptReaders.ts';
import { pythonReaders } from './readers/pythonReaders.ts';
import { expandingReader, restatedReaders } from './readers/restatedReaders.ts';
import { createReport } from '../support/sectionReport.ts';
import { secretsSection, secretFormsSection } from './secretsSection.ts';
import { restatedSection } from './restatedSection.ts';
import { secretForms } from './forms.ts';
import { shortCutSection } from './shortCutSection.ts';
import { seedTexts } from './seeds.ts';
import { swapSection } from './swapSection.ts';
import { writersSection } from './writersSection.ts';
import { leave } from '../support/leave.ts';

const { values: options } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    /** A tenth of what is made at random: where starting a process takes seconds. */
    short: { type: 'boolean', default: false },
    /** A part that the system cannot run, as `name: why`. */
    without: { type: 'string', multiple: true, default: [] },
    /** Under which name the counts are left. */
    counts: { type: 'string', default: 'env' },
    seed: { type: 'string' },
    only: { type: 'string', default: '' },
    corpus: { type: 'string', default: process.env['KEYRAIL_ENV_CORPUS'] ?? '' },
  },
});
// The ordinary form says the same of the same commit; the long one looks where nobody looked.
const seed = Number(options.seed ?? (options.long ? Date.now() % 1_000_000_000 : 20_261_123));
const scale = options.long ? 10 : options.short ? 0.1 : 1;
console.log(`.env: seed ${seed} (again with --seed ${seed})`);

const readers = [
  ...javascriptReaders(),
  ...pythonReaders(),
  ...bashReaders(),
  ...restatedReaders(),
];
console.log(readers.map(({ name, version }) => `${name} ${version}`).join(', '));
const report = createReport();
// Files of other projects are added where somebody has them; the project's own are enough without.
const corpus = options.corpus === '' ? undefined : loadCorpus(options.corpus);
if (corpus) console.log(`with the corpus in ${options.corpus}`);

const parts: readonly (readonly [name: string, run: () => Promise<void>])[] = [
  [
    'readers',
    async () => {
      for (const [name, missing] of [
        ['python_dotenv', 'no python-dotenv (Debian: python3-dotenv)'],
        ['bash', 'no /bin/bash'],
      ] as const) {
        if (!readers.some((reader) => reader.name === name))
          report.section(`reader ${name}`).skip(missing);
      }
    },
  ],
  [
    'shapes',
    async () => {
      await restatedSection(report, readers);
      await ownSection(report, readers);
      await secretFormsSection(report, 'shapes: forms of secrets', secretForms, readers);
    },
  ],
  [
    'corpus',
    async () => {
      if (corpus === undefined) return;
      await observedSection(report, corpus);
      await corpusSection(report, corpus, readers);
      await secretFormsSection(report, 'corpus: forms of secrets', corpus.secrets, readers);
    },
  ],
  [
    'mutated',
    () => fuzzSection(report, seedTexts(corpus), readers, { seed, files: 10_000 * scale }),
  ],
  ['short cut', () => shortCutSection(report, seedTexts(corpus), { seed, files: 20_000 * scale })],
  ['plain', () => plainSection(report, readers, { seed, files: 1000 * scale })],
  [
    'formats',
    () =>
      formatsSection(
        report,
        readers.find(({ name }) => name === 'bash'),
        { seed, files: 10_000 * scale },
      ),
  ],
  ['kill', () => killSection(report, { each: 50 * scale })],
  ['swap', () => swapSection(report, { seed, times: 1000 * scale })],
  ['writers', () => writersSection(report, { seed, times: 200 * scale })],
  [
    'secrets',
    () => secretsSection(report, [...readers, expandingReader()], { seed, secrets: 6000 * scale }),
  ],
];

for (const [name, run] of parts) {
  if (!name.includes(options.only)) continue;
  const why = options.without.find((each) => each.startsWith(`${name}: `));
  if (why === undefined) await run();
  else report.section(name).skip(why.slice(name.length + 2));
}
for (const reader of readers) reader.close();
leave(report.finish(options.counts));
