import { globSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Session } from './session.ts';

/**
 * Lets days go by for the keys of the local control plane: all their times move into the past. The
 * clocks of this machine, its editor and its browser stay as they are.
 */
export function letDaysPass(session: Session, days: number): void {
  const machine = path.dirname(session.folder);
  const [file] = globSync('server/**/control-plane.sqlite', { cwd: machine });
  if (file === undefined) throw new Error('The local control plane has no data file yet.');
  const database = new DatabaseSync(path.join(machine, file));
  try {
    const moved = (column: string) => `${column} = strftime('%FT%H:%M:%fZ', ${column}, $by)`;
    const columns = ['created_at', 'updated_at', 'expires_at', 'last_used_at'].map(moved);
    database.prepare(`UPDATE api_keys SET ${columns.join(', ')}`).run({ $by: `-${days} days` });
  } finally {
    database.close();
  }
}
