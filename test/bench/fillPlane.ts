import { openDatabase } from '../../src/controlPlane/database/open.ts';
import type { Database } from '../../src/controlPlane/database/query.ts';
import { insertKey } from '../../src/controlPlane/credentials/insertKey.ts';

/** Puts keys into a control plane's data file with its own code, many to a transaction; their secrets. */
export async function fillPlane(dataDir: string, keys: number): Promise<string[]> {
  const { database } = await openDatabase(dataDir);
  const workspaceId = workspaceIdOf(database);
  const secrets: string[] = [];
  const start = Date.now() - keys;
  for (let at = 0; at < keys; at += 1000) {
    database.write(() => {
      for (let each = at; each < Math.min(at + 1000, keys); each++) {
        const { secret } = insertKey(database, new Date(start + each), {
          workspaceId,
          accountId: null,
          scope: ['runs:write'],
          expiresAt: null,
          createdBy: 'bench',
        });
        secrets.push(secret.reveal());
      }
    });
  }
  database.close();
  return secrets;
}

/** Puts in one key more, the newest of all; its prefix. */
export async function addKey(dataDir: string): Promise<string> {
  const { database } = await openDatabase(dataDir);
  try {
    const { secret } = insertKey(database, new Date(), {
      workspaceId: workspaceIdOf(database),
      accountId: null,
      scope: ['runs:write'],
      expiresAt: null,
      createdBy: 'bench',
    });
    return secret.keyPrefix;
  } finally {
    database.close();
  }
}

/** The one control-plane workspace of a new data file. */
export function workspaceIdOf(database: Database): string {
  const row = database.get<{ workspace_id: string }>({
    sql: 'SELECT workspace_id FROM workspaces',
  });
  if (!row) throw new Error('The control plane has no workspace.');
  return row.workspace_id;
}
