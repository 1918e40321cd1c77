import { closeSync, openSync, renameSync, rmSync } from 'node:fs';
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
  if (before > 0) backUp(connection, before, `${path}.version-${before}`);
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

/**
 * A whole copy that only the owner can read. Each process makes one of its own and moves it into place:
 * two that wrote into one file would stand in each other's way. VACUUM INTO accepts an existing file
 * when it is empty.
 */
function backUp(connection: DatabaseSync, before: number, copy: string): void {
  const own = `${copy}.${process.pid}`;
  rmSync(own, { force: true });
  closeSync(openSync(own, 'wx', 0o600));
  try {
    connection.prepare('VACUUM INTO ?').run(own);
    // Where another process has migrated meanwhile, its copy is the one of the old version.
    if (version(connection) === before) renameSync(own, copy);
  } finally {
    rmSync(own, { force: true });
  }
}
