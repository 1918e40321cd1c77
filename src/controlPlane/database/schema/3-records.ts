/** What is written down: answers already given, delivery tracks, and the audit trail, which nothing can change. */
export const records = `
CREATE TABLE idempotency_records (
  scope TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  payload_sha256 BLOB NOT NULL,
  resource_id TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (scope, idempotency_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE delivery_tracks (
  workspace_id TEXT NOT NULL REFERENCES workspaces,
  track_key TEXT NOT NULL,
  status TEXT NOT NULL,
  owner_user_id TEXT,
  notes TEXT,
  evidence_links TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  PRIMARY KEY (workspace_id, track_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit_events (
  seq INTEGER PRIMARY KEY,
  event_id TEXT NOT NULL,
  tenant_id TEXT NOT NULL,
  run_id TEXT,
  step_id TEXT,
  trace_id TEXT NOT NULL,
  event_type TEXT NOT NULL,
  actor_type TEXT NOT NULL,
  actor_ref TEXT NOT NULL,
  payload TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX audit_events_of_run ON audit_events (run_id) WHERE run_id IS NOT NULL;
CREATE TRIGGER audit_events_are_final BEFORE UPDATE ON audit_events
  BEGIN SELECT RAISE(ABORT, 'audit events cannot be changed'); END;
CREATE TRIGGER audit_events_are_kept BEFORE DELETE ON audit_events
  BEGIN SELECT RAISE(ABORT, 'audit events cannot be removed'); END;
`;
