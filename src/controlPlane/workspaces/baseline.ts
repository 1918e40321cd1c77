import type { Policy, ToolProvider } from '../../wire/bootstrap.ts';
import type { Database, Query } from '../database/query.ts';
import type { MemberWorkspace } from './requestContext.ts';

interface ProviderRow {
  readonly tool_provider_id: string;
  readonly name: string;
  readonly endpoint_url: string;
  readonly status: string;
  readonly created_at: string;
}

interface PolicyRow {
  readonly policy_id: string;
  readonly scope: string;
  readonly decision: string;
  readonly priority: number;
  readonly status: string;
  readonly conditions: string;
  readonly approval_config: string;
  readonly created_at: string;
}

const providerRows: Query<ProviderRow> = {
  sql: 'SELECT tool_provider_id, name, endpoint_url, status, created_at FROM tool_providers WHERE tenant_id = ?',
};
const policyRows: Query<PolicyRow> = {
  sql: `SELECT policy_id, scope, decision, priority, status, conditions, approval_config, created_at
    FROM policies WHERE tenant_id = ?`,
};

/** The mock tool providers and policies that bootstrap creates (docs/contract.md, Bootstrap). */
export function baselineOf(workspace: Pick<MemberWorkspace, 'workspace_id'>) {
  const suffix = workspace.workspace_id.replaceAll(/[^0-9A-Za-z]/g, '').slice(-8);
  const email = `tp_bootstrap_email_${suffix}`;
  const erp = `tp_bootstrap_erp_${suffix}`;
  const approvedWithin = (seconds: number) => ({
    approver_roles: ['approver'],
    timeout_seconds: seconds,
  });
  return {
    providers: [
      { id: email, name: 'Bootstrap Email Gateway', url: 'mock://email' },
      { id: erp, name: 'Bootstrap ERP Reader', url: 'mock://erp' },
    ],
    policies: [
      {
        id: `pol_bootstrap_email_external_${suffix}`,
        scope: { tool_provider_id: email, tool_name: 'send_email' },
        decision: 'approval_required',
        priority: 100,
        conditions: { risk_level: 'high', target_classification: 'external' },
        approval: approvedWithin(86_400),
      },
      {
        id: `pol_bootstrap_erp_read_${suffix}`,
        scope: { tool_provider_id: erp, tool_name: 'read_erp' },
        decision: 'approval_required',
        priority: 90,
        conditions: { risk_level: 'low' },
        approval: approvedWithin(43_200),
      },
      {
        id: `pol_bootstrap_erp_delete_${suffix}`,
        scope: { tool_provider_id: erp, tool_name: 'delete_record' },
        decision: 'deny',
        priority: 100,
        conditions: {},
        approval: {},
      },
    ],
  };
}

/**
 * What of a workspace's baseline exists already, in the shape of the wire and the baseline's order.
 */
export function existingBaseline(
  database: Database,
  workspace: MemberWorkspace,
): { providers: ToolProvider[]; policies: Policy[] } {
  const baseline = baselineOf(workspace);
  const tenant = { tenant_id: workspace.tenant_id };
  const providers = new Map(
    database.all(providerRows, workspace.tenant_id).map((row) => [row.tool_provider_id, row]),
  );
  const policies = new Map(
    database.all(policyRows, workspace.tenant_id).map((row) => [row.policy_id, row]),
  );
  return {
    providers: baseline.providers.flatMap(({ id }) => {
      const row = providers.get(id);
      return row === undefined ? [] : [{ ...tenant, ...wireProvider(row) }];
    }),
    policies: baseline.policies.flatMap(({ id }) => {
      const row = policies.get(id);
      return row === undefined ? [] : [{ ...tenant, ...wirePolicy(row) }];
    }),
  };
}

function wireProvider(row: ProviderRow): ToolProvider {
  return {
    ...row,
    provider_type: 'mcp_server',
    auth_ref: null,
    visibility_policy_ref: null,
    execution_policy_ref: null,
    updated_at: row.created_at,
  };
}

function wirePolicy(row: PolicyRow): Policy {
  // `as`: written by bootstrap only, as objects.
  const object = (text: string) => JSON.parse(text) as Record<string, unknown>;
  return {
    ...row,
    channel: 'mcp_tool_call',
    scope: object(row.scope),
    conditions: object(row.conditions),
    approval_config: object(row.approval_config),
    updated_at: row.created_at,
  };
}
