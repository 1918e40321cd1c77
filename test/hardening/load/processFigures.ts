import { readdirSync, readFileSync } from 'node:fs';

/** Memory in MiB and open handles of a running process; Linux tells, other systems do not. */
export interface Figures {
  readonly rss: number;
  readonly handles: number;
}

export function figuresOf(pid: number): Figures | undefined {
  if (process.platform !== 'linux') return undefined;
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kilobytes = Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1]);
  return { rss: kilobytes / 1024, handles: readdirSync(`/proc/${pid}/fd`).length };
}
