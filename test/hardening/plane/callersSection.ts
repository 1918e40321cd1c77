import { listen } from '../../../src/controlPlane/listener/listen.ts';
import { seeded } from '../../support/random.ts';
import { issue } from '../../unit/controlPlane/credentials.ts';
import { openPlaneFixture } from '../../unit/controlPlane/planeFixture.ts';
import type { Run } from '../run.ts';
import { badRequests } from './badRequests.ts';
import { counted } from './counted.ts';
import { inLanes } from '../inLanes.ts';
import { speak } from './speak.ts';

const CASES = 2000;

/** 2,000 requests that no program of this machine with a good key sends: none is granted, none leaves a trace. */
export async function callersSection({ report, seed, long }: Run): Promise<void> {
  const section = report.section('control plane: bad callers');
  const fixture = await openPlaneFixture();
  const { secret } = await issue(fixture);
  const listener = await listen({ app: fixture.plane.app, port: 0 });
  const place = { port: listener.port, secret, home: fixture.home };
  const before = counted(fixture.folder);
  const seen = new Map<string, number>();
  try {
    const requests = badRequests(place, seeded(seed), long ? CASES * 10 : CASES);
    await inLanes(16, requests, async ({ kind, words }) => {
      const shown = `${kind}: ${words.toString('latin1').replaceAll(secret, '***').slice(0, 200)}`;
      try {
        const { status, text } = await speak(listener.port, words);
        // A second answer on the connection would be to a request hidden in the first one's body.
        const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, each]) =>
          Number(each),
        );
        seen.set(String(status ?? 'closed'), (seen.get(String(status ?? 'closed')) ?? 0) + 1);
        if (statuses.some((each) => each < 400 || each >= 500)) {
          section.fail(`answered ${statuses.join()} to ${shown}`);
        } else if (text.includes(secret)) section.fail(`the key is repeated to ${shown}`);
        else section.pass();
      } catch (error) {
        section.fail(`${String(error)} after ${shown}`);
      }
    });
    const after = counted(fixture.folder);
    if (JSON.stringify(after) === JSON.stringify(before)) section.pass();
    else section.fail(`rows before ${JSON.stringify(before)}, after ${JSON.stringify(after)}`);
    for (const error of fixture.reported) section.fail(`a bug was met: ${String(error)}`);
    section.note(
      [...seen]
        .sort()
        .map(([status, times]) => `${times} × ${status}`)
        .join(', '),
    );
  } finally {
    await listener.close();
    await fixture.close();
  }
}
