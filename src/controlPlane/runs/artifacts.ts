import { hash } from 'node:crypto';
import type { RunArtifact } from '../../wire/runGraph.ts';
import type { Database, Query } from '../database/query.ts';
import { newId } from '../ids.ts';
import { missing } from '../httpError.ts';
import type { RunRow } from './runRows.ts';

interface ArtifactRow {
  readonly seq: number;
  readonly artifact_id: string;
  readonly tenant_id: string;
  readonly run_id: string;
  readonly step_id: string | null;
  readonly artifact_type: string;
  readonly sha256: string;
  readonly size_bytes: number;
  readonly body: string;
  readonly created_at: string;
}

const SELECT = `SELECT seq, artifact_id, tenant_id, run_id, step_id, artifact_type, sha256, size_bytes,
  body, created_at FROM artifacts`;

const ofRun: Query<ArtifactRow> = {
  sql: `${SELECT} WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
};
const one: Query<ArtifactRow> = { sql: `${SELECT} WHERE run_id = ? AND artifact_id = ?` };

/**
 * Keeps a JSON document that a run made. `sha256` and `size_bytes` are of the document exactly as it
 * is answered (compact JSON), so that a receiver can check it. Belongs into a transaction.
 */
export function storeArtifact(
  database: Database,
  now: Date,
  run: Pick<RunRow, 'run_id' | 'tenant_id'>,
  artifact: { stepId: string | null; type: string; body: Readonly<Record<string, unknown>> },
): string {
  const artifactId = newId('art', now);
  const body = JSON.stringify(artifact.body);
  database.insert('artifacts', {
    artifact_id: artifactId,
    tenant_id: run.tenant_id,
    run_id: run.run_id,
    step_id: artifact.stepId,
    artifact_type: artifact.type,
    sha256: hash('sha256', body),
    size_bytes: Buffer.byteLength(body),
    body,
    created_at: now.toISOString(),
  });
  return artifactId;
}

/** A run's artifacts after a position, without their bodies unless these are asked for. */
export function artifactsOf(
  database: Database,
  runId: string,
  { after = 0, count = -1, includeBody = false } = {},
): { position: number; artifact: RunArtifact }[] {
  return database
    .all(ofRun, runId, after, count)
    .map((row) => ({ position: row.seq, artifact: wireArtifact(row, includeBody) }));
}

/** @throws HttpError 404 when the run has no such artifact. */
export function requireArtifact(
  database: Database,
  runId: string,
  artifactId: string,
  includeBody: boolean,
): RunArtifact {
  const row = database.get(one, runId, artifactId);
  if (row === undefined) {
    throw missing('artifact_not_found', 'Artifact does not exist in current run');
  }
  return wireArtifact(row, includeBody);
}

function wireArtifact(row: ArtifactRow, includeBody: boolean): RunArtifact {
  return {
    artifact_id: row.artifact_id,
    run_id: row.run_id,
    step_id: row.step_id,
    artifact_type: row.artifact_type,
    mime_type: 'application/json',
    r2_key: `tenants/${row.tenant_id}/runs/${row.run_id}/artifacts/${row.artifact_id}.json`,
    sha256: row.sha256,
    size_bytes: row.size_bytes,
    created_at: row.created_at,
    ...(includeBody ? { body: JSON.parse(row.body) as unknown } : {}),
  };
}
