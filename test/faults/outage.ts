import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job, Scenario } from './jobs.ts';
import type { Lane } from './lane.ts';

/** What an application saw that used its key all the while it was replaced. */
export interface Outage {
  readonly scenario: Scenario;
  readonly calls: number;
  readonly callsWithNewKey: number;
  /** Calls that the server refused. */
  readonly failures: number;
  /** Of these, calls with the new key: the old one is dead by the server's own rule. */
  readonly failuresWithNewKey: number;
}

interface Call {
  readonly prefix: string;
  readonly accepted: boolean;
}

const callsBefore = 5;
const callsAfter = 10;

/**
 * Replaces the key of a running application. In an overlap the old key is ended once the
 * application is seen to use the new one, as its last use would show a person.
 */
export async function measureOutage(lane: Lane, scenario: 'rotate' | 'overlap'): Promise<Outage> {
  const dir = await mkdtemp(join(lane.folder, 'outage-'));
  const place = await lane.plane.newWorkspace();
  const job: Job = {
    id: 0,
    dir,
    url: lane.plane.url,
    token: lane.plane.token,
    ...place,
    session: randomUUID(),
    task: 'prepare',
    scenario,
    placed: true,
    programs: false,
    kill: null,
    faults: {},
    without: null,
    timeoutMs: 5_000,
    jitterSeed: null,
  };
  await lane.run(job);
  const env = join(dir, '.env');
  const oldPrefix = (await readFile(env, 'utf8')).slice('GOVRAIL_API_KEY='.length).slice(0, 20);

  const calls: Call[] = [];
  const app = fork(new URL('./application.ts', import.meta.url), [env, lane.plane.url]);
  app.on('message', (call: Call) => calls.push(call));
  const until = async (enough: () => boolean) => {
    while (!enough()) await once(app, 'message');
  };
  const isNew = ({ prefix }: Call) => prefix !== oldPrefix;
  try {
    await until(() => calls.length >= callsBefore);
    const session = randomUUID();
    const graceless = scenario === 'overlap' ? { grace: null } : {};
    await lane.run({ ...job, session, task: 'operate', ...graceless });
    await until(() => calls.some(isNew));
    if (scenario === 'overlap') await lane.run({ ...job, session, task: 'retire' });
    const soFar = calls.length;
    await until(() => calls.length >= soFar + callsAfter);
  } finally {
    app.send('stop');
    await once(app, 'exit');
    await rm(dir, { recursive: true, force: true });
  }
  const failures = calls.filter(({ accepted }) => !accepted);
  return {
    scenario,
    calls: calls.length,
    callsWithNewKey: calls.filter(isNew).length,
    failures: failures.length,
    failuresWithNewKey: failures.filter(isNew).length,
  };
}

/** No call fails in an overlap; in a rotation only those that still carry the dead old key. */
export function isAsPromised({ scenario, failures, failuresWithNewKey }: Outage): boolean {
  return scenario === 'overlap' ? failures === 0 : failuresWithNewKey === 0;
}
