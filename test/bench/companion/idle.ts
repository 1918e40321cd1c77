import { setTimeout as delay } from 'node:timers/promises';

/** What an extension host does by itself: microseconds of CPU in `ms`, and what keeps it awake. */
export async function idle(
  ms: number,
): Promise<{ cpuMicroseconds: number; timers: number; sockets: number }> {
  const before = process.cpuUsage();
  await delay(ms);
  const { user, system } = process.cpuUsage(before);
  const resources = process.getActiveResourcesInfo();
  const count = (pattern: RegExp) => resources.filter((name) => pattern.test(name)).length;
  return {
    cpuMicroseconds: user + system,
    timers: count(/^(Timeout|Immediate)$/),
    sockets: count(/^(TCP|HTTP|TLS)/),
  };
}
