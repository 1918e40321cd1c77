import { closeApproval, GATEWAY, overdueApprovals } from './approvalRows.ts';
import type { Database, Query } from '../database/query.ts';
import { findRun } from './runRows.ts';
import { endStep } from './runSteps.ts';

interface Unfinished {
  readonly run_id: string;
  readonly executor: string;
  readonly lease_until: string;
}

const unfinished: Query<Unfinished> = {
  sql: "SELECT run_id, executor, lease_until FROM runs WHERE status IN ('queued', 'running')",
};

/**
 * Makes the runs of processes that are gone this one's own and answers their ids. A process is gone
 * when its pid is, or when it let a run's lease pass (its pid may have been given to another).
 */
export function adoptAbandoned(
  database: Database,
  now: Date,
  adopter: { readonly name: string; readonly leaseUntil: string },
): string[] {
  const abandoned = database
    .all(unfinished)
    .filter((run) => run.executor !== adopter.name && isAbandoned(run, now));
  if (abandoned.length === 0) return [];
  return database.write(() =>
    abandoned
      .filter(
        // Another window may have been quicker: the claim that was seen must still stand.
        (run) =>
          database.run(
            `UPDATE runs SET executor = ?, lease_until = ?
              WHERE run_id = ? AND executor = ? AND lease_until = ?
              AND status IN ('queued', 'running')`,
            adopter.name,
            adopter.leaseUntil,
            run.run_id,
            run.executor,
            run.lease_until,
          ) === 1,
      )
      .map((run) => run.run_id),
  );
}

function isAbandoned(run: Unfinished, now: Date): boolean {
  return run.lease_until <= now.toISOString() || !isAlive(Number(run.executor.split('.')[0]));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: there is such a process, of another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Ends approvals whose time is up; their runs failed, because nobody let them go on. */
export function expireOverdue(database: Database, now: Date): void {
  if (overdueApprovals(database, now).length === 0) return;
  database.write(() => {
    for (const approval of overdueApprovals(database, now)) {
      const run = findRun(database, approval.run_id);
      if (run === undefined) continue;
      closeApproval(database, now, approval, run, {
        status: 'expired',
        actor: GATEWAY,
      });
      endStep(database, now, run.run_id, 'failed');
      endRun(database, now, run.run_id, 'failed');
    }
  });
}

/** Ends a run from outside its workflow. Belongs into a transaction. */
export function endRun(
  database: Database,
  now: Date,
  runId: string,
  status: 'failed' | 'cancelled',
): void {
  database.run(
    "UPDATE runs SET status = ?2, phase = 'end', updated_at = ?3, completed_at = ?3 WHERE run_id = ?1",
    runId,
    status,
    now.toISOString(),
  );
}
