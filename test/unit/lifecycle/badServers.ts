import { ApiError } from '../../../src/client/apiError.ts';
import type { IssuedKey } from '../../../src/client/api/apiKeys.ts';
import type { KeyServer, ServerAccess } from '../../../src/lifecycle/model/ports.ts';

/** Carries out what is asked, and loses the first answers that hold a secret on the way back. */
export function losingAnswers(
  { keys, runtime }: ServerAccess,
  times: number,
  whenLost: () => void = () => undefined,
): ServerAccess {
  let left = times;
  const lose = async <T extends IssuedKey>(answer: Promise<T>): Promise<T> => {
    const said = await answer;
    if (left === 0 || said.secret === null) return said;
    left--;
    whenLost();
    throw lost('network', undefined);
  };
  return {
    runtime,
    keys: {
      ...keys,
      createApiKey: (...given) => lose(keys.createApiKey(...given)),
      rotateApiKey: (...given) => lose(keys.rotateApiKey(...given)),
    },
  };
}

/** Never carries this call out; from 500 on the caller cannot know that. */
export function failing(access: ServerAccess, call: keyof KeyServer, status: number): ServerAccess {
  const fail = async (): Promise<never> => {
    throw lost('refused', status);
  };
  return { ...access, keys: { ...access.keys, [call]: fail } };
}

/** Lets everything pass and shows the body of every request for a key. */
export function watching(
  { keys, runtime }: ServerAccess,
  see: (body: object) => void,
): ServerAccess {
  return {
    runtime,
    keys: {
      ...keys,
      createApiKey(ws, body, call) {
        see(body);
        return keys.createApiKey(ws, body, call);
      },
      rotateApiKey(ws, keyId, body, call) {
        see(body);
        return keys.rotateApiKey(ws, keyId, body, call);
      },
    },
  };
}

/** Lets every call pass except the probe, which finds the secret refused. */
export function refusingProofs({ keys }: ServerAccess): ServerAccess {
  const error = lost('refused', 401, probePath);
  return { keys, runtime: () => ({ probe: async () => ({ accepted: false, error }) }) };
}

/** The runtime plane cannot be reached. */
export function withoutProofs({ keys }: ServerAccess): ServerAccess {
  const probe = async (): Promise<never> => {
    throw lost('network', undefined, probePath);
  };
  return { keys, runtime: () => ({ probe }) };
}

/** Nothing gets through to the management plane, and how often that was found out. */
export function cutOff({
  keys,
  runtime,
}: ServerAccess): ServerAccess & { readonly calls: () => number } {
  let calls = 0;
  const fail = async (): Promise<never> => {
    calls++;
    throw lost('network', undefined);
  };
  const none = { apiKeys: fail, createApiKey: fail, rotateApiKey: fail, revokeApiKey: fail };
  return { runtime, keys: { ...keys, ...none }, calls: () => calls };
}

const keysPath = '/saas/workspaces/x/api-keys';
const probePath = '/_probe';

function lost(kind: 'network' | 'refused', status: number | undefined, path = keysPath): ApiError {
  return new ApiError({
    kind,
    method: path === probePath ? 'GET' : 'POST',
    path,
    status,
    code: kind === 'network' ? 'ECONNRESET' : 'some_refusal',
    reason: 'The test says so.',
    mayHaveCommitted: path !== probePath && (kind === 'network' || (status ?? 0) >= 500),
  });
}
