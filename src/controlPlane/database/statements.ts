import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Statements of one connection, each prepared once. */
export function createStatements(sqlite: DatabaseSync) {
  const statements = new Map<string, StatementSync>();
  const listing = new Map<string, StatementSync>();
  const inserts = new Map<string, string>();

  function prepared(sql: string): StatementSync {
    let statement = statements.get(sql);
    if (statement === undefined) statements.set(sql, (statement = sqlite.prepare(sql)));
    return statement;
  }

  /** Its rows are their columns in order. */
  function preparedList(sql: string): StatementSync {
    let statement = listing.get(sql);
    if (statement === undefined) {
      listing.set(sql, (statement = sqlite.prepare(sql)));
      statement.setReturnArrays(true);
    }
    return statement;
  }

  /** Takes a row by the names of its columns. */
  function preparedInsert(table: string, columns: readonly string[]): StatementSync {
    const signature = `${table} ${columns.join()}`;
    let sql = inserts.get(signature);
    if (sql === undefined) {
      sql = `INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map((name) => `:${name}`).join()})`;
      inserts.set(signature, sql);
    }
    return prepared(sql);
  }

  /** Before the connection is closed. */
  function forget(): void {
    statements.clear();
    listing.clear();
  }

  return { prepared, preparedList, preparedInsert, forget };
}
