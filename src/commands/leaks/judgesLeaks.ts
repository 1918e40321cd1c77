import type { LeakGuard } from '../../editor/leaks/leakGuard.ts';
import type { Asking, Telling, Operations } from '../ports.ts';

/** What says, and takes back, that a text holds a secret. */
export interface JudgesLeaks extends Asking, Telling, Operations {
  /** Watches texts for our values; loaded at the first call. */
  leaks(): Promise<LeakGuard>;
}
