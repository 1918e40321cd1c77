import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { temporaryFolder } from '../../support/owned.ts';
import { budgets } from '../budgets.ts';
import { openLoad } from '../load/client.ts';
import { requestText } from '../load/http.ts';
import { keyBody, startPlane } from '../load/plane.ts';
import { resultOf, type Result } from '../result.ts';
import { interleave } from '../samples.ts';

const sliceMs = 1000;
const connections = 8;

/** Row 11: keys created over HTTP against bare inserts that are as durable, on the same disk. */
export async function createRow(): Promise<Result[]> {
  const plane = await startPlane();
  const folder = await temporaryFolder('bench-insert');
  const bare = bareInserts(path.join(folder.path, 'bare.db'));
  try {
    const port = plane.management;
    const load = await openLoad({
      port,
      connections,
      status: 201,
      request: () =>
        requestText({
          method: 'POST',
          path: plane.keysPath,
          port,
          bearer: plane.token,
          body: keyBody,
        }),
    });
    const { subject, baseline } = await interleave({
      subject: () => load.rate(sliceMs),
      baseline: async () => bare.rate(sliceMs),
    });
    load.close();
    return [
      resultOf({
        row: 11,
        what: `create key over HTTP, ${connections} connections`,
        unit: '/s',
        budget: budgets.create,
        subject,
        baseline: { what: 'SQLite insert, WAL + FULL', samples: baseline },
      }),
    ];
  } finally {
    bare.close();
    folder.dispose();
    await plane.dispose();
  }
}

function bareInserts(file: string) {
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE keys (id TEXT PRIMARY KEY, digest BLOB NOT NULL UNIQUE, at TEXT NOT NULL) STRICT`);
  const insert = database.prepare('INSERT INTO keys VALUES (?, ?, ?)');
  return {
    rate(ms: number): number {
      const start = performance.now();
      let count = 0;
      for (; performance.now() - start < ms; count++) {
        insert.run(randomUUID(), randomBytes(32), new Date().toISOString());
      }
      return count / ((performance.now() - start) / 1000);
    },
    close() {
      database.close();
    },
  };
}
