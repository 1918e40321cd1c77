import { openLocalControlPlane } from '../../../../src/controlPlane/localControlPlane.ts';
import { writeSync } from 'node:fs';

/** Starts a run whose steps take long, says its id, and lives on. */
const [folder = '', secret = '', body = ''] = process.argv.slice(2);
const plane = await openLocalControlPlane(folder, { stepMs: 3000 });
const request = new Request('http://127.0.0.1/api/v1/runs', {
  method: 'POST',
  headers: { 'x-api-key': secret, 'idempotency-key': 'slow' },
  body,
});
const response = await plane.app.fetch(request);
const { data } = (await response.json()) as { data: { run_id: string } };
writeSync(1, `${data.run_id}\n`);
