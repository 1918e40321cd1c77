import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { Fault } from '../../support/fault.ts';
import { startFaultProxy } from '../../support/faultProxy.ts';
import type { Random } from '../../support/random.ts';
import type { PlaneProcess } from '../plane.ts';
import { acts, begun, type Act, type Standing } from './asked.ts';
import type { WindowProcess } from './windowProcess.ts';

/** What came of one outage. */
export interface OutageRun {
  /** How far the machine's clock was ahead, in milliseconds. */
  readonly aheadMs: number;
  readonly windows: number;
  readonly operations: number;
  /** For how long the server did not answer, in milliseconds. */
  readonly outageMs: number;
  readonly refreshes: number;
  /** From the answer, or the moment that an operation waits for, until all was settled, in milliseconds. */
  readonly tookMs: number;
  /** The greatest error of a window about the server's clock, in milliseconds. */
  readonly wrongMs: number;
  /** What is not as it should be. */
  readonly broken: readonly string[];
}

/** Where the runs of one lane take place, one after the other. */
export interface OutageLane {
  run(random: Random): Promise<OutageRun>;
  close(): Promise<void>;
}

interface LaneParts {
  readonly plane: PlaneProcess;
  /** Two processes of one machine, with a window each. */
  readonly machine: readonly [WindowProcess, WindowProcess];
  readonly aheadMs: number;
  readonly dir: string;
}

const secondMs = 1000;
const minuteMs = 60 * secondMs;
/** One interval, the pause between two recoveries, and what the windows' real work takes meanwhile. */
const mostMs = minuteMs + 5 * secondMs;
/** Of the server's clock: answers name whole seconds, and less than five are no difference. */
const mostWrongMs = 5 * secondMs;
const longestMs = 40 * minuteMs;
/** About so often somebody looks while the server is away. */
const mostActs = 12;

const making = /^POST .*\/api-keys(\/[^/]+:(rotate|revoke))?$/;
const everything = /./;
const page = {
  status: 503,
  contentType: 'text/html',
  body: '<html><h1>503 Service Temporarily Unavailable</h1></html>',
};
/** How a server is away. */
const outages: readonly (Fault | 'refused')[] = [
  'refused',
  { kind: 'lost-request' },
  { kind: 'refused', with: page },
  { kind: 'refused', with: { ...page, headers: { 'retry-after': '120' } } },
];

export async function openOutageLane(parts: LaneParts): Promise<OutageLane> {
  const { plane, machine, aheadMs, dir } = parts;
  const proxy = await startFaultProxy(plane.url);
  const place = await plane.newWorkspace();
  const keysOf = `/api/v1/saas/workspaces/${place.workspaceId}/api-keys`;
  const open = (session: string) =>
    ({ kind: 'open', dir, url: proxy.url, token: plane.token, ...place, session }) as const;
  const newKey = async () => {
    const body = { service_account_id: place.accountId, scope: ['runs:write'] };
    // The `data` of a create's answer.
    const made = (await plane.post(keysOf, body)) as { api_key: { api_key_id: string } };
    return made.api_key.api_key_id;
  };
  // An earlier run of the application, which proves that this machine keeps secrets.
  const earlier = join(dir, 'earlier');
  await machine[0].ask(earlier, open(randomUUID()));
  await machine[0].ask(earlier, { kind: 'begin', what: 'issue', keyId: '' });
  await machine[0].ask(earlier, { kind: 'close' });

  return {
    close: () => proxy.close(),
    async run(random) {
      const session = randomUUID();
      const windows = machine
        .slice(0, 1 + random.below(2))
        .map((process, n) => ({ process, name: `${session} ${n}` }));
      const ask = (n: number, asked: Parameters<WindowProcess['ask']>[1]) => {
        const { process, name } = windows[n]!;
        return process.ask(name, asked);
      };
      const standings: Standing[] = [];
      for (const n of windows.keys()) standings[n] = await ask(n, open(session));

      const operations = 1 + random.below(2);
      for (let count = 0; count < operations; count++) {
        const n = random.below(windows.length);
        const what = random.pick(begun);
        // Carried out, and nobody was told; of an overlap only the end is still to come.
        if (what !== 'overlap') {
          proxy.plan({ on: making, fault: { kind: 'lost-answer' }, times: Infinity });
        }
        standings[n] = await ask(n, { kind: 'begin', what, keyId: await newKey() });
        proxy.heal();
      }
      const waited = new Map(
        standings.flatMap(({ waiting }) => waiting).map((each) => [each.id, each]),
      );

      const outage = random.pick(outages);
      const backAt =
        random.pick([1, 5, 20, 20, 70, 70, 70, 200, 200, 600]) * secondMs +
        random.below(60 * secondMs);
      if (outage === 'refused') await proxy.refuse();
      else proxy.plan({ on: everything, fault: outage, times: Infinity });
      let isBack = false;
      let refreshes = 0;
      let now = 0;
      // In some runs nobody looks, in some somebody does all the time.
      const gaps = random.pick<readonly number[]>([
        [1, 5],
        [20],
        [30],
        [59],
        [200, 700],
        [Infinity],
      ]);
      const dueAt = Math.max(0, ...[...waited.values()].map((each) => each.dueAt ?? 0));
      const least = Math.max(backAt, dueAt) / mostActs;
      const gap = () => Math.max(least, random.pick(gaps) * secondMs);
      let nextAct = gap();
      const settledAt = new Map<string, number>();
      const wrong: number[] = [];
      const isOpen = () => [...waited.keys()].some((id) => !settledAt.has(id));
      while (isOpen() && now < longestMs) {
        const timers = standings.map(({ next }) => next ?? Infinity);
        now = Math.max(now, Math.min(nextAct, isBack ? Infinity : backAt, ...timers));
        if (now === Infinity) break;
        if (!isBack && now >= backAt) {
          isBack = true;
          proxy.heal();
          if (outage === 'refused') await proxy.reopen();
        }
        const doing: Act[] = windows.map(() => 'nothing');
        if (now >= nextAct) {
          const act = random.pick(acts);
          if (act === 'refresh') refreshes++;
          doing[random.below(windows.length)] = act;
          nextAct = now + gap();
        }
        await Promise.all(
          [...windows.keys()].map(async (n) => {
            const isDue = (standings[n]?.next ?? Infinity) <= now;
            const act = doing[n] ?? 'nothing';
            if (isDue || act !== 'nothing') {
              standings[n] = await ask(n, { kind: 'pass', until: now, act });
            }
          }),
        );
        // What one has settled the other need not have looked at.
        const latest = await ask(0, { kind: 'pass', until: now, act: 'nothing' });
        standings[0] = latest;
        for (const each of latest.waiting) waited.set(each.id, each);
        for (const id of waited.keys()) {
          const isLeft = latest.waiting.some((each) => each.id === id);
          if (!isLeft && !settledAt.has(id)) settledAt.set(id, now);
        }
        if (isBack) wrong.push(...standings.map((each) => Math.abs(each.aheadMs - aheadMs)));
      }
      for (const n of windows.keys()) await ask(n, { kind: 'close' });
      if (!isBack) {
        proxy.heal();
        if (outage === 'refused') await proxy.reopen();
      }
      const took = [...waited].map(
        ([id, { dueAt }]) => (settledAt.get(id) ?? Infinity) - Math.max(backAt, dueAt ?? 0),
      );
      const tookMs = Math.max(0, ...took);
      const wrongMs = Math.max(0, ...wrong);
      const early = took.filter((ms) => ms < -mostWrongMs).length;
      return {
        aheadMs,
        windows: windows.length,
        operations: waited.size,
        outageMs: backAt,
        refreshes,
        tookMs,
        wrongMs,
        broken: [
          ...(waited.size === 0 ? ['nothing waited'] : []),
          ...(tookMs > mostMs ? [`settled ${tookMs} ms after the answer`] : []),
          ...(early > 0 ? ['an old key ended before its moment'] : []),
          ...(wrongMs > mostWrongMs ? [`the server’s clock was mistaken by ${wrongMs} ms`] : []),
        ],
      };
    },
  };
}
