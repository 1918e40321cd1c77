import { adoptAbandoned, endRun, expireOverdue } from './catchUp.ts';
import type { Database } from '../database/query.ts';
import { randomHex } from '../ids.ts';
import { findRun, type RunRow } from './runRows.ts';
import { endStep } from './runSteps.ts';
import { createRunTimers } from './runTimers.ts';
import { advance } from './workflow.ts';

/** Carries the runs of one process forward, a step at a time, on its own timers. */
export interface Executor {
  /** What a run's row says while this process is responsible for it. */
  claim(): { readonly executor: string; readonly lease_until: string };
  /** Goes on with a claimed run after one step's time; to be called when the claim is committed. */
  schedule(runId: string): void;
  /** Takes over what a killed process left behind, and ends approvals that nobody decided in time. */
  catchUp(): void;
  /** Stops all timers and hands the unfinished runs to whoever looks at them next. */
  close(): void;
}

interface Parts {
  readonly database: Database;
  /** How long every step takes, in milliseconds: short, but long enough to be seen and cancelled. */
  readonly stepMs: number;
  readonly now: () => Date;
  readonly report: (error: unknown) => void;
}

/** A step that takes this much longer than it should is somebody else's to do. */
const LEASE_SLACK_MS = 5000;

export function createExecutor({ database, stepMs, now, report }: Parts): Executor {
  const name = `${process.pid}.${randomHex(8)}`;
  const timers = createRunTimers({ stepMs, step, giveUp, report });

  function leaseUntil(): string {
    return new Date(now().getTime() + stepMs + LEASE_SLACK_MS).toISOString();
  }

  /** The run, while it is unfinished and still this process' own. */
  function ownRun(runId: string): RunRow | undefined {
    const run = findRun(database, runId);
    const isUnfinished = run?.status === 'queued' || run?.status === 'running';
    return isUnfinished && run.executor === name ? run : undefined;
  }

  /** One step in one transaction; nothing happens unless the run is still this process' own. */
  function step(runId: string): boolean {
    return database.write(() => {
      const run = ownRun(runId);
      if (run === undefined) return false;
      const time = now();
      const next = advance(database, time, run);
      database.run(
        `UPDATE runs SET phase = ?2, status = ?3, lease_until = ?4, updated_at = ?5,
          started_at = ifnull(started_at, ?5), completed_at = ?6 WHERE run_id = ?1`,
        runId,
        next.phase,
        next.status,
        leaseUntil(),
        time.toISOString(),
        next.phase === 'end' ? time.toISOString() : null,
      );
      return next.status === 'running';
    });
  }

  /** A run that cannot go on says so instead of running for ever; answers whether it could. */
  function giveUp(runId: string): boolean {
    try {
      database.write(() => {
        if (ownRun(runId) === undefined) return;
        endStep(database, now(), runId, 'failed');
        endRun(database, now(), runId, 'failed');
      });
      return true;
    } catch (error) {
      report(error);
      return false;
    }
  }

  return {
    claim: () => ({ executor: name, lease_until: leaseUntil() }),
    schedule: (runId) => {
      timers.schedule(runId);
    },
    catchUp() {
      try {
        const adopter = { name, leaseUntil: leaseUntil() };
        for (const runId of adoptAbandoned(database, now(), adopter)) timers.schedule(runId);
        expireOverdue(database, now());
      } catch (error) {
        // It is done on the way to a read, which must not fail because a write did.
        report(error);
      }
    },
    close() {
      if (!timers.close()) return;
      try {
        database.run(
          "UPDATE runs SET lease_until = '' WHERE executor = ? AND status IN ('queued', 'running')",
          name,
        );
      } catch (error) {
        report(error);
      }
    },
  };
}
