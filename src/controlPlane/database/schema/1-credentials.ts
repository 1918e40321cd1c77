/**
 * Who is here and which keys there are. Times are ISO 8601 UTC with milliseconds, so that they
 * compare as text. `seq` is the order of creation: lists are newest first, also within one millisecond.
 */
export const credentials = `
CREATE TABLE install (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  instance_id TEXT NOT NULL,
  proof_key BLOB NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE users (
  user_id TEXT PRIMARY KEY,
  email TEXT NOT NULL,
  display_name TEXT NOT NULL,
  auth_subject TEXT NOT NULL UNIQUE,
  status TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE organizations (
  organization_id TEXT PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  status TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE organization_members (
  organization_id TEXT NOT NULL REFERENCES organizations,
  user_id TEXT NOT NULL REFERENCES users,
  role TEXT NOT NULL,
  PRIMARY KEY (organization_id, user_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE workspaces (
  workspace_id TEXT PRIMARY KEY,
  organization_id TEXT NOT NULL REFERENCES organizations,
  tenant_id TEXT NOT NULL UNIQUE,
  slug TEXT NOT NULL,
  display_name TEXT NOT NULL,
  status TEXT NOT NULL,
  plan_id TEXT NOT NULL,
  data_region TEXT NOT NULL,
  subscription_id TEXT NOT NULL,
  bootstrap_summary TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  UNIQUE (organization_id, slug)
) STRICT;

CREATE TABLE workspace_members (
  seq INTEGER PRIMARY KEY,
  workspace_membership_id TEXT NOT NULL,
  workspace_id TEXT NOT NULL REFERENCES workspaces,
  user_id TEXT NOT NULL REFERENCES users,
  role TEXT NOT NULL,
  status TEXT NOT NULL,
  joined_at TEXT NOT NULL,
  invited_by_user_id TEXT NOT NULL,
  UNIQUE (workspace_id, user_id)
) STRICT;

CREATE TABLE service_accounts (
  seq INTEGER PRIMARY KEY,
  service_account_id TEXT NOT NULL UNIQUE,
  workspace_id TEXT NOT NULL REFERENCES workspaces,
  name TEXT NOT NULL,
  description TEXT,
  role TEXT NOT NULL,
  status TEXT NOT NULL,
  created_by_user_id TEXT NOT NULL,
  last_used_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  UNIQUE (workspace_id, name)
) STRICT;

CREATE TABLE api_keys (
  seq INTEGER PRIMARY KEY,
  api_key_id TEXT NOT NULL UNIQUE,
  workspace_id TEXT NOT NULL REFERENCES workspaces,
  service_account_id TEXT REFERENCES service_accounts (service_account_id),
  key_prefix TEXT NOT NULL UNIQUE,
  secret_sha256 BLOB NOT NULL UNIQUE CHECK (length(secret_sha256) = 32),
  scope TEXT NOT NULL,
  created_by_user_id TEXT NOT NULL,
  last_used_at TEXT,
  expires_at TEXT,
  revoked_at TEXT,
  created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT;
`;
