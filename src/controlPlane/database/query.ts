import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { markSuspect } from './dataFile.ts';
import { createStatements } from './statements.ts';
import { createWriteQueue } from './writeQueue.ts';

/** A SELECT with the shape of its rows. The tables are STRICT, so a column's type is its declared one. */
export interface Query<Row> {
  readonly sql: string;
  /** Never set; it ties the row's type to the statement. */
  readonly row?: Row;
}

/** One value of a row or a parameter. */
export type Value = SQLInputValue;

/** One open connection. Everything is synchronous and short; statements are prepared once. */
export interface Database {
  get<Row>(query: Query<Row>, ...values: Value[]): Row | undefined;
  all<Row>(query: Query<Row>, ...values: Value[]): Row[];
  /** The same with rows as their columns in order: names make a long list take three times as long. */
  tuples<Row extends readonly Value[]>(query: Query<Row>, ...values: Value[]): Row[];
  /** Runs one statement and answers how many rows it changed. */
  run(sql: string, ...values: Value[]): number;
  /** Inserts one row; the property names are the column names and come from code, never from a request. */
  insert(table: string, row: Readonly<Record<string, Value>>): void;
  /**
   * All or nothing: `work` runs under BEGIN IMMEDIATE and must not wait for anything. Everything
   * stands still while somebody else has the file: for `waitMs` at most, and a moment by default.
   */
  write<T>(work: () => T, waitMs?: number): T;
  /**
   * The same, behind what others want to write; resolves when it is on the disk. For a busy file it
   * waits long, and holds nothing up meanwhile.
   */
  writeInTurn<T>(work: () => T): Promise<T>;
  /** Notes that the file is damaged, so that the next open looks at all of it. */
  suspect(): void;
  close(): void;
}

/** Windows that start together wait for each other: what opening writes, nobody tries again. */
export const WHILE_OPENING_MS = 5000;

/** Nobody notices a pause of this length; other windows write for a few milliseconds. */
const MOMENT_MS = 100;

/**
 * Wraps a connection that is open and set up; `close` may be called twice. `busyTimeoutMs` is what the
 * connection has been given: nothing waits longer than that in one go.
 */
export function wrap(sqlite: DatabaseSync, path: string, busyTimeoutMs: number): Database {
  const { prepared, preparedList, preparedInsert, forget } = createStatements(sqlite);
  let busyTimeout = busyTimeoutMs;

  function waitAtMost(ms: number): void {
    if (ms === busyTimeout) return;
    sqlite.exec(`PRAGMA busy_timeout = ${ms}`);
    busyTimeout = ms;
  }

  function write<T>(work: () => T, waitMs = MOMENT_MS): T {
    waitAtMost(Math.min(waitMs, busyTimeoutMs));
    prepared('BEGIN IMMEDIATE').run();
    try {
      const result = work();
      prepared('COMMIT').run();
      return result;
    } catch (error) {
      // SQLite has already rolled back by itself after some errors (disk full, I/O).
      if (sqlite.isTransaction) prepared('ROLLBACK').run();
      throw error;
    }
  }

  const queue = createWriteQueue(write, 2 * busyTimeoutMs);

  return {
    // `as`: STRICT tables hold what their columns declare, and each Query names the columns it selects.
    get: <Row>(query: Query<Row>, ...values: Value[]) =>
      prepared(query.sql).get(...values) as Row | undefined,
    all: <Row>(query: Query<Row>, ...values: Value[]) =>
      prepared(query.sql).all(...values) as Row[],
    tuples: <Row extends readonly Value[]>(query: Query<Row>, ...values: Value[]) =>
      preparedList(query.sql).all(...values) as unknown as Row[],
    run: (sql, ...values) => Number(prepared(sql).run(...values).changes),
    insert(table, row) {
      preparedInsert(table, Object.keys(row)).run(row);
    },
    write,
    writeInTurn: (work) => queue.add(work),
    suspect: () => {
      markSuspect(path);
    },
    close() {
      if (!sqlite.isOpen) return;
      queue.finish();
      forget();
      sqlite.close();
    },
  };
}
