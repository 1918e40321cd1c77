import type { RunArtifacts, RunEvents, RunGraph } from '../../wire/runGraph.ts';
import { approvalsOf, wireApproval } from './approvalRows.ts';
import { artifactsOf, requireArtifact } from './artifacts.ts';
import { auditEventsOfRun } from '../audit/auditRows.ts';
import type { HandlerResult } from '../exchange.ts';
import { pageOf, readPage } from '../paging.ts';
import type { AppContext } from '../appContext.ts';
import type { KeyContext } from '../workspaces/requestContext.ts';
import { requireRun, type RunRow } from './runRows.ts';
import { ofRun } from './runs.ts';
import { stepsOf } from './runSteps.ts';

/** `GET /runs/{id}/graph`: pages through the steps; approvals and artifacts come whole. */
export function readGraph(plane: AppContext, context: KeyContext): HandlerResult {
  const run = current(plane, context);
  const page = readPage(context.query, 'graph');
  const { items, page_info } = pageOf('graph', page, (after, count) =>
    stepsOf(plane.database, run.run_id, after, count).map(({ position, step }) => ({
      position,
      item: step,
    })),
  );
  const includeBody = context.query.get('include_payloads') === 'true';
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
export function readEvents(plane: AppContext, context: KeyContext): HandlerResult {
  const run = current(plane, context);
  const page = readPage(context.query, 'event');
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
export function readArtifacts(plane: AppContext, context: KeyContext): HandlerResult {
  const run = current(plane, context);
  const page = readPage(context.query, 'artifact');
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
export function readArtifact(plane: AppContext, context: KeyContext): HandlerResult {
  const run = current(plane, context);
  const includeBody = context.query.get('include_body') === 'true';
  const artifactId = context.param('artifact');
  return ofRun(run, 200, requireArtifact(plane.database, run.run_id, artifactId, includeBody));
}

function current(plane: AppContext, context: KeyContext): RunRow {
  plane.executor.catchUp();
  return requireRun(plane.database, context.key.tenantId, context.param('run'));
}

function head({ run_id, status }: RunRow) {
  return { run_id, status };
}
