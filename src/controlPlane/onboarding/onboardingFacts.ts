import type { DemoRunSummary } from '../../wire/onboarding.ts';
import { baselineOf, existingBaseline } from '../workspaces/baseline.ts';
import type { BootstrapCounts } from '../workspaces/bootstrap.ts';
import type { Database, Query } from '../database/query.ts';
import { readTracks, type Tracks } from './deliveryTracks.ts';
import type { MemberWorkspace } from '../workspaces/requestContext.ts';

/** What there is in a workspace, before anything is concluded from it. */
export interface OnboardingFacts {
  readonly providers: number;
  readonly policies: number;
  readonly baselineReady: boolean;
  readonly bootstrap: BootstrapCounts;
  readonly accounts: number;
  readonly activeAccounts: number;
  readonly keys: number;
  /** Keys that could be used right now: not revoked, not expired, account not disabled. */
  readonly activeKeys: number;
  readonly demoRuns: number;
  readonly latestDemoRun: DemoRunSummary | null;
  readonly tracks: Tracks;
}

const accountCounts: Query<{ total: number; active: number }> = {
  sql: `SELECT count(*) AS total, ifnull(sum(status = 'active'), 0) AS active
    FROM service_accounts WHERE workspace_id = ?`,
};
const keyCounts: Query<{ total: number; active: number }> = {
  sql: `SELECT count(*) AS total, ifnull(sum(k.revoked_at IS NULL
      AND (k.expires_at IS NULL OR k.expires_at > ?2)
      AND (k.service_account_id IS NULL OR a.status = 'active')), 0) AS active
    FROM api_keys k LEFT JOIN service_accounts a ON a.service_account_id = k.service_account_id
    WHERE k.workspace_id = ?1`,
};
const demoCount: Query<{ total: number }> = {
  sql: 'SELECT count(*) AS total FROM runs WHERE tenant_id = ? AND is_demo = 1',
};
const latestDemo: Query<DemoRunSummary> = {
  sql: `SELECT run_id, status, trace_id, created_at, updated_at, completed_at FROM runs
    WHERE tenant_id = ? AND is_demo = 1 ORDER BY seq DESC LIMIT 1`,
};

const NEVER: BootstrapCounts = {
  providers_created: 0,
  providers_existing: 0,
  policies_created: 0,
  policies_existing: 0,
};

/** Reads what onboarding is computed from. */
export function onboardingFacts(
  database: Database,
  workspace: MemberWorkspace,
  now: Date,
): OnboardingFacts {
  const baseline = baselineOf(workspace);
  const { providers, policies } = existingBaseline(database, workspace);
  const accounts = database.get(accountCounts, workspace.workspace_id);
  const keys = database.get(keyCounts, workspace.workspace_id, now.toISOString());
  return {
    providers: providers.length,
    policies: policies.length,
    baselineReady:
      providers.length === baseline.providers.length &&
      policies.length === baseline.policies.length,
    bootstrap:
      workspace.bootstrap_summary === null
        ? NEVER
        : // `as`: written by bootstrap only.
          (JSON.parse(workspace.bootstrap_summary) as BootstrapCounts),
    accounts: accounts?.total ?? 0,
    activeAccounts: accounts?.active ?? 0,
    keys: keys?.total ?? 0,
    activeKeys: keys?.active ?? 0,
    demoRuns: database.get(demoCount, workspace.tenant_id)?.total ?? 0,
    latestDemoRun: database.get(latestDemo, workspace.tenant_id) ?? null,
    tracks: readTracks(database, workspace.workspace_id),
  };
}
