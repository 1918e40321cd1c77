import type { RunReads } from '../../client/api/runs.ts';
import { isTerminal, runOutcome } from '../../domain/firstRun/demoRun.ts';
import { CancelledError } from '../../domain/errors.ts';
import type { Run } from '../../wire/runs.ts';

export interface Following {
  readonly signal?: AbortSignal | undefined;
  /** An approval that was decided just now: while the run still waits for it, it goes on. */
  readonly decided?: string | undefined;
  /** Told every reading, the last one included. */
  readonly onRead?: ((run: Run) => void | Promise<void>) | undefined;
}

const firstPauseMs = 120;
const longestPauseMs = 2_000;
const patienceMs = 60_000;

/**
 * Reads a run until it is terminal or waits for an approval, less often the longer it takes. After
 * a minute it answers with the run as it is then. @throws ApiError, CancelledError
 */
export async function followRun(
  reads: Pick<RunReads, 'run'>,
  runId: string,
  { signal, decided, onRead }: Following = {},
): Promise<Run> {
  const end = Date.now() + patienceMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 1.6, longestPauseMs)) {
    const run = await reads.run(runId, signal);
    await onRead?.(run);
    const waits = runOutcome(run.status) === 'waiting';
    const rests = waits && (decided === undefined || run.pending_approval_id !== decided);
    if (isTerminal(run.status) || rests) return run;
    if (Date.now() + pause > end) return run;
    await sleep(pause, signal);
  }
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(new CancelledError());
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop, { once: true });
  });
}
