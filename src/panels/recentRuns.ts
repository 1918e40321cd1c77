import { runOutcome } from '../domain/firstRun/demoRun.ts';
import { serverWord } from '../domain/text/serverWords.ts';
import type { PastRun } from '../editor/firstRun/runHistory.ts';
import type { RecentRun } from './protocol/recentRun.ts';

/** The remembered runs as a picture shows them, the oldest first. */
export function recentRuns(history: readonly PastRun[]): RecentRun[] {
  return history.toReversed().map(({ runId, createdAt, status, tookMs }) => ({
    id: runId,
    at: createdAt,
    status: serverWord(status),
    outcome: runOutcome(status),
    took: tookMs ?? null,
  }));
}
