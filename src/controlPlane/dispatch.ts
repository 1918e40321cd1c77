import type { AppContext } from './appContext.ts';
import { presentedSecret, requireScope } from './credentials/keyAccess.ts';
import { createKeyVerifier } from './credentials/verifyKey.ts';
import { contextOf, enter, type Ids } from './enter.ts';
import type { ApiCall, HandlerResult } from './exchange.ts';
import { noRoute, unauthorized } from './httpError.ts';
import { routes } from './routes.ts';
import { createMatcher, type Match } from './routeTable.ts';
import { requireManager, requireUser, requireWorkspace, type Caller } from './workspaces/people.ts';

/**
 * What lies below here is for people; everything else below `/api/v1` is for keys
 * (docs/contract.md, Identity).
 */
export const MANAGEMENT = '/api/v1/saas/';

type Answer = HandlerResult | Promise<HandlerResult>;

/**
 * What finds the handler of a call and hands the call over once whoever asks was let in: at once where
 * nothing has to be waited for. It throws an `HttpError`, or whatever went wrong.
 */
export function createDispatch(plane: AppContext) {
  const match = createMatcher(routes);
  const verifyKey = createKeyVerifier(plane);
  return (call: ApiCall, ids: Ids, admit: () => Caller | undefined): Answer => {
    const found = match(call.method === 'HEAD' ? 'GET' : call.method, call.path);
    const caller = admit();
    if (found?.route.plane === 'open') {
      return found.route.handle(plane, contextOf(call, found, ids));
    }
    return call.path.startsWith(MANAGEMENT)
      ? toPerson(plane, call, found, ids, caller)
      : toKey(plane, call, found, ids, verifyKey);
  };
}

function toPerson(
  plane: AppContext,
  call: ApiCall,
  found: Match | undefined,
  ids: Ids,
  caller: Caller | undefined,
): Answer {
  if (found === undefined) throw noRoute;
  const user = requireUser(plane, caller, (name) => call.header(name));
  const { route } = found;
  if (route.plane === 'user') {
    return enter(call, found, ids, (context) => route.handle(plane, { ...context, user }));
  }
  if (route.plane !== 'workspace') throw noRoute;
  // What a person reads says when each key was used last.
  plane.lastUsed.flush();
  const workspace = requireWorkspace(plane, user, found.params['workspace'] ?? '');
  if (route.manage !== undefined) requireManager(workspace, route.manage);
  return enter(call, found, ids, (context) => route.handle(plane, { ...context, user, workspace }));
}

/**
 * Authentication runs before routing: a client tells by 404 or 401 whether its key is accepted
 * (docs/contract.md, Probes).
 */
function toKey(
  plane: AppContext,
  call: ApiCall,
  found: Match | undefined,
  ids: Ids,
  verifyKey: ReturnType<typeof createKeyVerifier>,
): Answer {
  const secret = presentedSecret(call);
  const key = secret === undefined ? undefined : verifyKey(secret);
  if (found?.route.plane !== 'key') throw noRoute;
  const route = found.route;
  if (key === undefined) throw unauthorized('Missing required header: Authorization');
  if (route.scope !== undefined) requireScope(key, route.scope);
  return enter(call, found, ids, (context) => route.handle(plane, { ...context, key }));
}
