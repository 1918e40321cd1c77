import { ApiError } from '../../client/apiError.ts';
import type { RuntimeClient } from '../../client/api/runtimeClient.ts';
import type { ApiKeyScope } from '../../wire/scopes.ts';

/** Told of every call that a scope decides: whether it was let through. */
export type Witness = (scope: ApiKeyScope, outcome: 'used' | 'refused') => Promise<void>;

/**
 * The same runtime plane, with a witness of the scopes that its calls need (docs/contract.md,
 * Scopes). Reads need none. A refusal of another kind says nothing about scopes.
 */
export function witnessedRuntime(runtime: RuntimeClient, witness: Witness): RuntimeClient {
  const seen =
    <A extends unknown[], R>(scope: ApiKeyScope, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      let result: R;
      try {
        result = await call(...args);
      } catch (error) {
        if (error instanceof ApiError && error.code === 'workspace_api_key_scope_denied') {
          await witness(scope, 'refused');
        }
        throw error;
      }
      await witness(scope, 'used');
      return result;
    };
  return {
    ...runtime,
    createRun: seen('runs:write', (body, call) => runtime.createRun(body, call)),
    replay: seen('runs:write', (runId, body, call) => runtime.replay(runId, body, call)),
    cancel: seen('runs:manage', (runId, call) => runtime.cancel(runId, call)),
    decideApproval: seen('approvals:write', (approvalId, body, call) =>
      runtime.decideApproval(approvalId, body, call),
    ),
  };
}
