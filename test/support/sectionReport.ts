import { firstLines } from './failureLines.ts';
import { writeCounts } from './results.ts';

/** Counts of one part of the run; the first failures are kept to be shown. */
export interface Section {
  readonly name: string;
  pass(count?: number): void;
  fail(what: string): void;
  skip(why: string, count?: number): void;
  /** A figure for the table, beside the counts. */
  note(text: string): void;
}

interface Row {
  readonly name: string;
  passed: number;
  failed: number;
  skipped: number;
  readonly notes: string[];
  readonly failures: string[];
}

const SHOWN_FAILURES = 12;

/** What cannot be seen decides half of these cases. */
const printable = (text: string): string =>
  text.replace(/[^ -~]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);

export interface Report {
  section(name: string): Section;
  /** Prints the table, leaves the suite's counts, and says whether everything passed. */
  finish(suite: string): boolean;
}

export function createReport(): Report {
  const rows: Row[] = [];
  return {
    section(name) {
      const row: Row = { name, passed: 0, failed: 0, skipped: 0, notes: [], failures: [] };
      rows.push(row);
      return {
        name,
        pass: (count = 1) => void (row.passed += count),
        fail: (what) => {
          row.failed += 1;
          if (row.failures.length < SHOWN_FAILURES) row.failures.push(printable(what));
        },
        skip: (why, count = 1) => {
          row.skipped += count;
          if (!row.notes.includes(why)) row.notes.push(why);
        },
        note: (text) => void row.notes.push(text),
      };
    },
    finish(suite) {
      const sum = (of: (row: Row) => number): number => rows.reduce((all, row) => all + of(row), 0);
      const counts = {
        passed: sum((row) => row.passed),
        failed: sum((row) => row.failed),
        skipped: sum((row) => row.skipped),
      };
      for (const row of rows)
        for (const failure of row.failures) console.log(`✗ ${row.name}: ${failure}`);
      const cell = (text: string | number): string => String(text).padStart(8);
      console.log(`\n${'part'.padEnd(34)}${cell('passed')}${cell('failed')}${cell('skipped')}`);
      for (const { name, passed, failed, skipped, notes } of rows) {
        console.log(
          `${name.padEnd(34)}${cell(passed)}${cell(failed)}${cell(skipped)}  ${notes.join('; ')}`,
        );
      }
      const failures = rows.flatMap(({ name, failures: some }) =>
        some.map((failure) => ({ title: name, file: '', lines: firstLines([failure]) })),
      );
      writeCounts(suite, { ...counts, failures });
      console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
      return counts.failed === 0;
    },
  };
}
