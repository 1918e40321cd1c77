/**
 * What the runtime plane does. A run carries its own progress (`phase`, `executor`, `lease_until`),
 * so that another process can go on with it when the one that ran it is gone.
 */
export const runs = `
CREATE TABLE tool_providers (
  tenant_id TEXT NOT NULL,
  tool_provider_id TEXT NOT NULL,
  name TEXT NOT NULL,
  endpoint_url TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, tool_provider_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE policies (
  tenant_id TEXT NOT NULL,
  policy_id TEXT NOT NULL,
  scope TEXT NOT NULL,
  decision TEXT NOT NULL,
  priority INTEGER NOT NULL,
  status TEXT NOT NULL,
  conditions TEXT NOT NULL,
  approval_config TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (tenant_id, policy_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  seq INTEGER PRIMARY KEY,
  run_id TEXT NOT NULL UNIQUE,
  tenant_id TEXT NOT NULL,
  trace_id TEXT NOT NULL,
  request_id TEXT NOT NULL,
  created_by TEXT NOT NULL,
  api_key_id TEXT NOT NULL,
  request TEXT NOT NULL,
  is_demo INTEGER NOT NULL,
  replay TEXT,
  status TEXT NOT NULL,
  phase TEXT NOT NULL,
  executor TEXT NOT NULL,
  lease_until TEXT NOT NULL,
  started_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  completed_at TEXT
) STRICT;
CREATE INDEX runs_of_tenant ON runs (tenant_id, created_at);
CREATE INDEX demo_runs ON runs (tenant_id, seq) WHERE is_demo = 1;
CREATE INDEX unfinished_runs ON runs (lease_until) WHERE status IN ('queued', 'running');

CREATE TABLE run_steps (
  run_id TEXT NOT NULL REFERENCES runs (run_id),
  sequence_no INTEGER NOT NULL,
  step_id TEXT NOT NULL,
  step_type TEXT NOT NULL,
  actor_type TEXT NOT NULL,
  actor_ref TEXT NOT NULL,
  status TEXT NOT NULL,
  started_at TEXT NOT NULL,
  ended_at TEXT,
  metadata TEXT NOT NULL,
  PRIMARY KEY (run_id, sequence_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE approvals (
  seq INTEGER PRIMARY KEY,
  approval_id TEXT NOT NULL UNIQUE,
  tenant_id TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs (run_id),
  step_id TEXT NOT NULL,
  policy_id TEXT NOT NULL,
  status TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  approver_roles TEXT NOT NULL,
  decision_by TEXT,
  decision_comment TEXT,
  decision_reason_code TEXT,
  expires_at TEXT NOT NULL,
  created_at TEXT NOT NULL,
  decided_at TEXT
) STRICT;
CREATE INDEX approvals_of_run ON approvals (run_id);
CREATE INDEX pending_approvals ON approvals (tenant_id) WHERE status = 'pending';

CREATE TABLE artifacts (
  seq INTEGER PRIMARY KEY,
  artifact_id TEXT NOT NULL UNIQUE,
  tenant_id TEXT NOT NULL,
  run_id TEXT NOT NULL REFERENCES runs (run_id),
  step_id TEXT,
  artifact_type TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  body TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX artifacts_of_run ON artifacts (run_id);
CREATE INDEX artifact_sizes ON artifacts (tenant_id, size_bytes);
`;
