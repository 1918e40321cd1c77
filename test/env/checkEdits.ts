import { appendLine } from '../../src/dotenv/text/fileText.ts';
import { bytesKept, readWrongly, type MadeEdit } from './properties.ts';
import type { RealReader, Values } from './readers/realReader.ts';
import type { Section } from '../support/sectionReport.ts';

/** The readers whose health the corpus records. */
const RECORDED = new Set(
  'dotenv16 dotenv17 dotenv18 dotenvx compose python_dotenv python_dotenv_interp bash'.split(' '),
);
/** In place of a problem, where a reader was not able to read the file before the edit. */
const WAIVED = 'waived';
const SENTINEL = 'KEYRAIL_TEST_SENTINEL';

export interface CheckedEdit extends MadeEdit {
  /** What to call it when it fails; holds no more than generated values. */
  readonly label: string;
  /** The readers that are known to get through the file; where absent, each is asked. */
  readonly healthy?: ReadonlySet<string>;
  /** Readers that the plan itself said will differ. */
  readonly excused?: ReadonlySet<string>;
}

function withSentinel(before: Uint8Array): Buffer {
  const view = Buffer.from(before).toString('latin1');
  return Buffer.from(appendLine(view, `${SENTINEL}=1`), 'latin1');
}

/** Whether the reader got through the file before the edit, so that it must get through it after. */
function isHealthy(edit: CheckedEdit, reader: string, toTheEnd: Values | undefined): boolean {
  if (edit.healthy !== undefined && RECORDED.has(reader)) return edit.healthy.has(reader);
  // Carriage returns end up in every value that bash reads: such a file was broken before.
  if (reader === 'bash' && edit.before.includes(13)) return false;
  return toTheEnd?.get(SENTINEL) === '1';
}

const without = (values: Values | undefined): Values | undefined =>
  values && new Map([...values].filter(([name]) => name !== SENTINEL));

async function problemsOf(
  reader: RealReader,
  edits: readonly CheckedEdit[],
): Promise<readonly (string | undefined)[]> {
  const toTheEnd = reader.read(edits.map((edit) => withSentinel(edit.before)));
  const [ended, before, after] = await Promise.all([
    toTheEnd,
    // Bash, which costs a process a file, cares for nothing about the end of a regular one.
    reader.name === 'bash'
      ? toTheEnd.then((all) => all.map(without))
      : reader.read(edits.map((edit) => edit.before)),
    reader.read(edits.map((edit) => edit.after)),
  ]);
  return edits.map((edit, index) => {
    const was = before[index];
    const excused = edit.excused?.has(reader.name) === true;
    if (excused || was === undefined || !isHealthy(edit, reader.name, ended[index])) return WAIVED;
    const problem = readWrongly(reader.name, edit, was, after[index]);
    return problem === undefined ? undefined : `${reader.name} ${problem}`;
  });
}

interface Judged {
  /** How many readers were able to read the file before, and so were asked. */
  readonly asked: number;
  readonly problems: readonly string[];
}

/** What the readers see wrongly after each edit. */
export async function problemsOfEach(
  edits: readonly CheckedEdit[],
  readers: readonly RealReader[],
): Promise<readonly Judged[]> {
  const answers = await Promise.all(readers.map((reader) => problemsOf(reader, edits)));
  return edits.map((_, index) => {
    const asked = answers.map((each) => each[index]).filter((each) => each !== WAIVED);
    return { asked: asked.length, problems: asked.filter((each) => each !== undefined) };
  });
}

/**
 * Asks every reader what it saw before and sees after each edit: one pass or failure an edit.
 * Resolves to the number of comparisons that were made.
 */
export async function checkEdits(
  edits: readonly CheckedEdit[],
  readers: readonly RealReader[],
  section: Section,
): Promise<number> {
  const judged = await problemsOfEach(edits, readers);
  edits.forEach((edit, index) => {
    const problems = [...(judged[index]?.problems ?? [])];
    if (!bytesKept(edit)) problems.push('another byte changed');
    if (problems.length === 0) section.pass();
    else section.fail(`${edit.label}: ${problems.join(', ')}`);
  });
  return judged.reduce((sum, { asked }) => sum + asked, 0);
}
