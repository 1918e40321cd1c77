import type { Query } from '../database/query.ts';
import type { HandlerResult } from '../exchange.ts';
import type { AppContext } from '../appContext.ts';
import type { KeyContext } from '../workspaces/requestContext.ts';
import { missing, HttpError } from '../httpError.ts';

const provider: Query<{ tool_provider_id: string }> = {
  sql: 'SELECT tool_provider_id FROM tool_providers WHERE tenant_id = ? AND tool_provider_id = ?',
};

/**
 * `POST /a2a/…`: there for its scope, which a client can so ask about (docs/contract.md, Probes).
 * Behind it is nothing: a control plane for one machine has no other agents to talk to.
 */
export function callAgent(): HandlerResult {
  throw unavailable('The local control plane is not connected to other agents');
}

/** `POST /mcp/{provider}`: the baseline's providers are mocks that only runs use. */
export function callTool(plane: AppContext, context: KeyContext): HandlerResult {
  if (plane.database.get(provider, context.key.tenantId, context.param('provider')) === undefined) {
    throw missing('tool_provider_not_found', 'Tool provider does not exist in current tenant');
  }
  throw unavailable('The local control plane’s tool providers answer to runs only');
}

function unavailable(message: string): HttpError {
  return new HttpError(503, 'upstream_unavailable', message);
}
