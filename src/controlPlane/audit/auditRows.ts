import type { AuditEvent } from '../../wire/audit.ts';
import type { Database, Query } from '../database/query.ts';

interface EventRow {
  readonly seq: number;
  readonly event_id: string;
  readonly run_id: string | null;
  readonly step_id: string | null;
  readonly trace_id: string;
  readonly event_type: string;
  readonly actor_type: string;
  readonly actor_ref: string;
  readonly payload: string;
  readonly created_at: string;
}

const SELECT = `SELECT seq, event_id, run_id, step_id, trace_id, event_type, actor_type, actor_ref,
  payload, created_at FROM audit_events`;

const ofTenant: Query<EventRow> = {
  sql: `${SELECT} WHERE tenant_id = ? AND created_at BETWEEN ? AND ? ORDER BY created_at, seq`,
};
const ofRun: Query<EventRow> = {
  sql: `${SELECT} WHERE run_id = ? AND seq > ? ORDER BY seq LIMIT ?`,
};

/** A tenant's trail in the order of time, both bounds inclusive; an open bound takes everything. */
export function auditEventsOf(
  database: Database,
  tenantId: string,
  { from, to }: { from: string | undefined; to: string | undefined },
): AuditEvent[] {
  return database.all(ofTenant, tenantId, from ?? '', to ?? '~').map(wireEvent);
}

/** A run's events after a position, each with its own position. */
export function auditEventsOfRun(
  database: Database,
  runId: string,
  after: number,
  count: number,
): { position: number; event: AuditEvent }[] {
  return database
    .all(ofRun, runId, after, count)
    .map((row) => ({ position: row.seq, event: wireEvent(row) }));
}

function wireEvent(row: EventRow): AuditEvent {
  return {
    event_id: row.event_id,
    run_id: row.run_id,
    step_id: row.step_id,
    trace_id: row.trace_id,
    event_type: row.event_type,
    actor: { type: row.actor_type, ref: row.actor_ref },
    payload: JSON.parse(row.payload) as unknown,
    created_at: row.created_at,
  };
}
