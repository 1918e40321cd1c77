import { openLocalControlPlane } from '../../../../src/controlPlane/localControlPlane.ts';
import { handed } from '../handed.ts';
import { writeSync } from 'node:fs';

/** Starts a run whose steps take long, says its id, and lives on. */
const [folder = '', secret = '', body = ''] = process.argv.slice(2);
const plane = await openLocalControlPlane(folder, { stepMs: 3000 });
const { json } = await handed(plane, 'POST', '/runs', { secret, once: 'slow', body });
const { data } = json as { data: { run_id: string } };
writeSync(1, `${data.run_id}\n`);
