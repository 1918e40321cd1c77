import type { ApiKey } from '../../wire/apiKeys.ts';
import { conclude } from '../drive/conclude.ts';
import type { Outcome } from '../drive/outcome.ts';
import { start, type OperationOptions } from '../drive/start.ts';
import type { LifecycleContext } from '../context.ts';

export interface PanicRequest {
  readonly connectionId: string;
  readonly workspaceId: string;
  readonly keys: readonly ApiKey[];
}

/**
 * Ends keys, and the copies of their secrets on this machine, whatever else is under way: `panicked`,
 * with what became of each. All of them are in the journal before the first is touched, so that a
 * recovery finishes what a crash, a refusal or an unreachable server left. Placements count as stale;
 * taking the lines out of files is the person's, and terminals and the clipboard the editor's.
 */
export async function panic(
  lifecycle: LifecycleContext,
  { connectionId, workspaceId, keys }: PanicRequest,
  options: OperationOptions = {},
): Promise<Outcome> {
  const run = await start(
    lifecycle,
    {
      operation: 'panic',
      connectionId,
      workspaceId,
      request: { kind: 'panic' },
      expected: { serviceAccountId: null, scope: [], expiresAt: null },
      agreedExpiresAt: null,
      keys: keys.map((key) => ({
        keyId: key.api_key_id,
        keyPrefix: key.key_prefix,
        copyGone: false,
        ended: false,
        code: null,
      })),
    },
    options,
  );
  return 'kind' in run ? run : conclude(run, options.progress);
}
