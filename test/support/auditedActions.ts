import { globSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** How often each kind of thing was done, by the audit trail of the local control plane below a folder. */
export function auditedActions(folder: string): ReadonlyMap<string, number> {
  const [file] = globSync('**/control-plane.sqlite', { cwd: folder });
  if (file === undefined) throw new Error('The local control plane has no data file yet.');
  const database = new DatabaseSync(path.join(folder, file), { readOnly: true });
  try {
    const rows = database
      .prepare('SELECT event_type AS type, count(*) AS count FROM audit_events GROUP BY event_type')
      .all();
    return new Map(rows.map(({ type, count }) => [String(type), Number(count)]));
  } finally {
    database.close();
  }
}
