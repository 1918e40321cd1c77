import type { Result, Unmeasured } from './result.ts';
import { activationRows } from './rows/activation.ts';
import { blocksOfManyRow } from './rows/blocksOfMany.ts';
import { bytesRow } from './rows/bytes.ts';
import { checklistPageRow } from './rows/checklistPage.ts';
import { childrenOfManyRow } from './rows/childrenOfMany.ts';
import { createRow } from './rows/create.ts';
import { envEditRow } from './rows/envEdit.ts';
import { firstRowsRow } from './rows/firstRows.ts';
import { idleRow } from './rows/idle.ts';
import { issueRow } from './rows/issue.ts';
import { keyrailRunRow } from './rows/keyrailRun.ts';
import { manyRowsRow } from './rows/manyRows.ts';
import { typingRow } from './rows/typing.ts';
import { scanRow } from './rows/scan.ts';
import { searchRow } from './rows/search.ts';
import { verifyRow } from './rows/verify.ts';
import { verifyOfManyRow } from './rows/verifyOfMany.ts';

/** One measurement: the numbers of the budget table it is for, and how to make it. */
export interface BenchRow {
  readonly rows: readonly [number, ...number[]];
  readonly what: string;
  /** Takes minutes: only on demand. */
  readonly long?: boolean;
  readonly measure: (print: (line: string) => void) => Promise<readonly (Result | Unmeasured)[]>;
}

export const benchRows: readonly BenchRow[] = [
  { rows: [1, 2], what: 'activation', measure: activationRows },
  { rows: [3], what: 'bytes', measure: bytesRow },
  { rows: [8], what: 'issue a key', measure: issueRow },
  { rows: [9], what: '.env edit', measure: envEditRow },
  { rows: [10], what: 'verify over HTTP', measure: verifyRow },
  { rows: [11], what: 'create a key over HTTP', measure: createRow },
  { rows: [16], what: 'verify among many keys', measure: verifyOfManyRow },
  { rows: [4], what: 'first rows', measure: firstRowsRow },
  { rows: [5], what: 'elements of 10,000 keys', measure: childrenOfManyRow },
  { rows: [6, 7], what: '10,000 rows drawn', measure: manyRowsRow },
  { rows: [6], what: '10,000 keys, blocks', measure: blocksOfManyRow },
  { rows: [12], what: 'checklist page', measure: checklistPageRow },
  { rows: [13], what: 'typing', long: true, measure: typingRow },
  { rows: [14], what: 'scan for placements', measure: scanRow },
  { rows: [17], what: 'search for copies', measure: searchRow },
  { rows: [18], what: 'a program by keyrail run', measure: keyrailRunRow },
  { rows: [15], what: 'idle', long: true, measure: idleRow },
];
