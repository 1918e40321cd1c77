import type { Database } from './database/query.ts';
import type { Executor } from './runs/executor.ts';
import type { Install } from './install.ts';
import type { LastUsed } from './credentials/lastUsed.ts';

/** What every handler of one open control plane shares. Whoever made it closes it. */
export interface AppContext {
  readonly database: Database;
  readonly install: Install;
  readonly lastUsed: LastUsed;
  readonly executor: Executor;
  readonly limits: RateLimits;
  /** Of Keyrail, where whoever opened this knows it. */
  readonly version: string | undefined;
  /** Plan of a workspace created without naming one. */
  readonly defaultPlanId: string;
  now(): Date;
  /** A failure that no caller can be told about: a bug, or a write in the background. Never holds a secret. */
  report(error: unknown): void;
}

/** Per tenant and minute; 0 is off. */
export interface RateLimits {
  readonly runsPerMinute: number;
  readonly replaysPerMinute: number;
}
