import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';

const tables = ['api_keys', 'service_accounts', 'runs', 'audit_events', 'idempotency_records'];

/** How many rows a control plane's data file has, by table; read from outside, as the file is. */
export function counted(folder: string): Record<string, number> {
  const sqlite = new DatabaseSync(path.join(folder, 'control-plane.sqlite'), { readOnly: true });
  try {
    return Object.fromEntries(
      tables.map((table) => {
        const row = sqlite.prepare(`SELECT count(*) AS n FROM ${table}`).get();
        return [table, Number(row?.['n'])];
      }),
    );
  } finally {
    sqlite.close();
  }
}
