import type { Query } from '../database/query.ts';
import type { Answer } from '../exchange.ts';
import type { Plane } from '../plane.ts';
import type { KeyVisit } from '../workspaces/visits.ts';
import { missing, Refusal } from '../refusal.ts';

const provider: Query<{ tool_provider_id: string }> = {
  sql: 'SELECT tool_provider_id FROM tool_providers WHERE tenant_id = ? AND tool_provider_id = ?',
};

/**
 * `POST /a2a/…`: there for its scope, which a client can so ask about (docs/contract.md, Probes).
 * Behind it is nothing: a control plane for one machine has no other agents to talk to.
 */
export function callAgent(): Answer {
  throw unavailable('The local control plane is not connected to other agents');
}

/** `POST /mcp/{provider}`: the baseline's providers are mocks that only runs use. */
export function callTool(plane: Plane, visit: KeyVisit): Answer {
  if (plane.database.get(provider, visit.key.tenantId, visit.param('provider')) === undefined) {
    throw missing('tool_provider_not_found', 'Tool provider does not exist in current tenant');
  }
  throw unavailable('The local control plane’s tool providers answer to runs only');
}

function unavailable(message: string): Refusal {
  return new Refusal(503, 'upstream_unavailable', message);
}
