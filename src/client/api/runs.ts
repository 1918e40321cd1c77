import type { Secret } from '../../domain/secrets/secret.ts';
import {
  runArtifact,
  runArtifacts,
  runEvents,
  runGraph,
  type RunArtifact,
  type RunArtifacts,
  type RunEvents,
  type RunGraph,
} from '../../wire/runGraph.ts';
import { run, type Run } from '../../wire/runs.ts';
import type { Http } from '../transport/http.ts';
import { allPages, rowsOf, segment } from './pages.ts';

export interface RunReads {
  run(runId: string, signal?: AbortSignal): Promise<Run>;
  /** All pages joined, as are `events` and `artifacts`. */
  graph(
    runId: string,
    options?: { readonly includePayloads?: boolean | undefined },
    signal?: AbortSignal,
  ): Promise<RunGraph>;
  events(runId: string, signal?: AbortSignal): Promise<RunEvents>;
  artifacts(runId: string, signal?: AbortSignal): Promise<RunArtifacts>;
  artifact(
    runId: string,
    artifactId: string,
    options?: { readonly includeBody?: boolean | undefined },
    signal?: AbortSignal,
  ): Promise<RunArtifact>;
}

export function runReads(http: Http, secret: Secret): RunReads {
  const root = (runId: string) => `/runs/${segment(runId)}`;
  return {
    run: (runId, signal) => http.send({ method: 'GET', path: root(runId), secret, signal }, run),
    async graph(runId, options, signal) {
      const path = `${root(runId)}/graph`;
      const include_payloads = options?.includePayloads ? 'true' : undefined;
      const pages = await allPages(path, (cursor) => {
        const query = { include_payloads, cursor };
        return http.send({ method: 'GET', path, query, secret, signal }, runGraph);
      });
      return {
        ...pages[0],
        steps: rowsOf(
          pages,
          (page) => page.steps,
          (row) => row.step_id,
        ),
        approvals: rowsOf(
          pages,
          (page) => page.approvals,
          (row) => row.approval_id,
        ),
        artifacts: rowsOf(
          pages,
          (page) => page.artifacts,
          (row) => row.artifact_id,
        ),
        page_info: { next_cursor: null },
      };
    },
    async events(runId, signal) {
      const path = `${root(runId)}/events`;
      const pages = await allPages(path, (cursor) =>
        http.send({ method: 'GET', path, query: { cursor }, secret, signal }, runEvents),
      );
      const items = rowsOf(
        pages,
        (page) => page.items,
        (row) => row.event_id,
      );
      return { ...pages[0], items, page_info: { next_cursor: null } };
    },
    async artifacts(runId, signal) {
      const path = `${root(runId)}/artifacts`;
      const pages = await allPages(path, (cursor) =>
        http.send({ method: 'GET', path, query: { cursor }, secret, signal }, runArtifacts),
      );
      const items = rowsOf(
        pages,
        (page) => page.items,
        (row) => row.artifact_id,
      );
      return { ...pages[0], items, page_info: { next_cursor: null } };
    },
    artifact: (runId, artifactId, options, signal) => {
      const path = `${root(runId)}/artifacts/${segment(artifactId)}`;
      const query = { include_body: options?.includeBody ? 'true' : undefined };
      return http.send({ method: 'GET', path, query, secret, signal }, runArtifact);
    },
  };
}
