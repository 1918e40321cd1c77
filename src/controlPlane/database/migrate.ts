import { closeSync, openSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';

/**
 * Brings the file to the newest schema, all steps or none. Several processes may try at once: the
 * version is read again under the write lock. What was there before is kept beside the file.
 */
export function migrate(
  connection: DatabaseSync,
  path: string,
  migrations: readonly string[],
): void {
  const before = version(connection);
  if (before === migrations.length) return;
  if (before > 0) backUp(connection, `${path}.version-${before}`);
  connection.exec('BEGIN IMMEDIATE');
  try {
    const reached = version(connection);
    if (reached < migrations.length) {
      for (const migration of migrations.slice(reached)) connection.exec(migration);
      connection.exec(`PRAGMA user_version = ${migrations.length}`);
    }
    connection.exec('COMMIT');
  } catch (error) {
    if (connection.isTransaction) connection.exec('ROLLBACK');
    throw error;
  }
}

function version(connection: DatabaseSync): number {
  return Number(connection.prepare('PRAGMA user_version').get()?.['user_version']);
}

/** A whole copy that only the owner can read; VACUUM INTO accepts an existing file when it is empty. */
function backUp(connection: DatabaseSync, copy: string): void {
  rmSync(copy, { force: true });
  closeSync(openSync(copy, 'wx', 0o600));
  connection.prepare('VACUUM INTO ?').run(copy);
}
