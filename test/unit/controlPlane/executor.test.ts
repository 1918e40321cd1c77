import assert from 'node:assert/strict';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as delay } from 'node:timers/promises';
import { openDatabase } from '../../../src/controlPlane/database/open.ts';
import type { Database } from '../../../src/controlPlane/database/query.ts';
import { createExecutor, type Executor } from '../../../src/controlPlane/runs/executor.ts';
import { findRun } from '../../../src/controlPlane/runs/runRows.ts';
import { startStep, stepsOf } from '../../../src/controlPlane/runs/runSteps.ts';
import { seed } from '../../../src/controlPlane/workspaces/seed.ts';
import { temporaryFolder } from '../../support/owned.ts';

describe('control plane: runs that meet trouble', () => {
  const RUN = 'run_1';
  const now = () => new Date();
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let database: Database;
  let executor: Executor;
  let reported: unknown[];
  /** What is done when something is reported. */
  let onReport: () => void;

  beforeEach(async () => {
    folder = await temporaryFolder('executor');
    ({ database } = await openDatabase(folder.path, { busyTimeoutMs: 1 }));
    seed(database, now(), { subject: 'a', planId: 'plan_local', members: [] });
    reported = [];
    onReport = () => undefined;
    executor = createExecutor({
      database,
      stepMs: 2,
      now,
      report(error) {
        reported.push(error);
        onReport();
      },
    });
  });
  afterEach(() => {
    executor.close();
    database.close();
    folder.dispose();
  });

  function begin(phase: 'start' | 'plan', request: string): void {
    const time = now().toISOString();
    database.insert('runs', {
      run_id: RUN,
      tenant_id: 't',
      trace_id: 'x',
      request_id: 'r',
      created_by: 'c',
      api_key_id: 'k',
      request,
      is_demo: 0,
      replay: null,
      status: phase === 'start' ? 'queued' : 'running',
      phase,
      ...executor.claim(),
      created_at: time,
      updated_at: time,
    });
    executor.schedule(RUN);
  }
  const status = () => findRun(database, RUN)?.status;
  const until = async (holds: () => boolean) => {
    while (!holds()) await delay(5);
  };
  /** A run that fails at its second step, whenever that is tried. */
  function beginBroken(): void {
    const actor = { type: 'system', ref: 'run_workflow' } as const;
    begin('plan', 'not JSON');
    startStep(database, now(), RUN, { type: 'planner', actor, status: 'running', metadata: {} });
  }

  it('goes on when the file is free again, however long another program had it', async () => {
    begin('start', JSON.stringify({ input: { kind: 'x' } }));
    const other = new DatabaseSync(join(folder.path, 'control-plane.sqlite'));
    other.exec('BEGIN IMMEDIATE');
    await until(() => reported.length === 4);
    assert.equal(status(), 'queued');
    other.exec('ROLLBACK');
    other.close();
    await until(() => status() === 'completed');
  });

  it('ends a run that cannot go on, and the step that it is at', async () => {
    beginBroken();
    await until(() => status() === 'failed');
    assert.deepEqual(
      stepsOf(database, RUN, 0, 10).map(({ step }) => `${step.step_type} ${step.status}`),
      ['planner completed', 'policy_check failed'],
    );
  });

  it('leaves a run alone that another window has taken over meanwhile', async () => {
    beginBroken();
    onReport = () => {
      if (reported.length === 4) database.run("UPDATE runs SET executor = '1.other'");
    };
    await until(() => reported.length === 4);
    await delay(50);
    assert.equal(status(), 'running');
  });
});
