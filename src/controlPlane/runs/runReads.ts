import type { RunArtifacts, RunEvents, RunGraph } from '../../wire/runGraph.ts';
import { approvalsOf, wireApproval } from './approvalRows.ts';
import { artifactsOf, requireArtifact } from './artifacts.ts';
import { auditEventsOfRun } from '../audit/auditRows.ts';
import type { Answer } from '../exchange.ts';
import { pageOf, readPage } from '../paging.ts';
import type { Plane } from '../plane.ts';
import type { KeyVisit } from '../workspaces/visits.ts';
import { requireRun, type RunRow } from './runRows.ts';
import { ofRun } from './runs.ts';
import { stepsOf } from './runSteps.ts';

/** `GET /runs/{id}/graph`: pages through the steps; approvals and artifacts come whole. */
export function readGraph(plane: Plane, visit: KeyVisit): Answer {
  const run = current(plane, visit);
  const page = readPage(visit.query, 'graph');
  const { items, page_info } = pageOf('graph', page, (after, count) =>
    stepsOf(plane.database, run.run_id, after, count).map(({ position, step }) => ({
      position,
      item: step,
    })),
  );
  const includeBody = visit.query.get('include_payloads') === 'true';
  const data: RunGraph = {
    run: head(run),
    steps: items,
    approvals: approvalsOf(plane.database, run.run_id).map(wireApproval),
    artifacts: artifactsOf(plane.database, run.run_id, { includeBody }).map(
      ({ artifact }) => artifact,
    ),
    page_info,
  };
  return ofRun(run, 200, data);
}

/** `GET /runs/{id}/events`. */
export function readEvents(plane: Plane, visit: KeyVisit): Answer {
  const run = current(plane, visit);
  const page = readPage(visit.query, 'event');
  const data: RunEvents = {
    run: head(run),
    ...pageOf('event', page, (after, count) =>
      auditEventsOfRun(plane.database, run.run_id, after, count).map(({ position, event }) => ({
        position,
        item: event,
      })),
    ),
  };
  return ofRun(run, 200, data);
}

/** `GET /runs/{id}/artifacts`: without bodies. */
export function readArtifacts(plane: Plane, visit: KeyVisit): Answer {
  const run = current(plane, visit);
  const page = readPage(visit.query, 'artifact');
  const data: RunArtifacts = {
    run: head(run),
    ...pageOf('artifact', page, (after, count) =>
      artifactsOf(plane.database, run.run_id, { after, count }).map(({ position, artifact }) => ({
        position,
        item: artifact,
      })),
    ),
  };
  return ofRun(run, 200, data);
}

/** `GET /runs/{id}/artifacts/{id}`: `include_body=true` adds the document itself. */
export function readArtifact(plane: Plane, visit: KeyVisit): Answer {
  const run = current(plane, visit);
  const includeBody = visit.query.get('include_body') === 'true';
  const artifactId = visit.param('artifact');
  return ofRun(run, 200, requireArtifact(plane.database, run.run_id, artifactId, includeBody));
}

function current(plane: Plane, visit: KeyVisit): RunRow {
  plane.executor.catchUp();
  return requireRun(plane.database, visit.key.tenantId, visit.param('run'));
}

function head({ run_id, status }: RunRow) {
  return { run_id, status };
}
