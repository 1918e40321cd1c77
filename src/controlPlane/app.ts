import { isCorrupt, isUndone, storageTrouble } from './database/storageErrors.ts';
import {
  callOf,
  responseOf,
  type HandlerResult,
  type ApiCall,
  type JsonReply,
  type Reply,
} from './exchange.ts';
import { enter, idsOf, contextOf, type Ids } from './enter.ts';
import { presentedSecret, requireScope } from './credentials/keyAccess.ts';
import { requireManager, requireUser, requireWorkspace, type Caller } from './workspaces/people.ts';
import type { AppContext } from './appContext.ts';
import { noRoute, HttpError, unauthorized } from './httpError.ts';
import { routes } from './routes.ts';
import { createMatcher, type Match } from './routeTable.ts';
import { createKeyVerifier } from './credentials/verifyKey.ts';

export type { Caller } from './workspaces/people.ts';

/** The whole control plane as one function. Management needs a caller, whom no header can name. */
export interface App {
  /**
   * How the extension calls in-process, without a socket and without a token to steal. What would
   * be JSON elsewhere is handed over as data, which the asker may keep: it shares nothing with the
   * control plane.
   */
  hand(request: Request, caller?: Caller): Promise<JsonReply | Response>;
  /**
   * How the listener calls: text, and at once where nothing has to be waited for. `admit` names the
   * caller, or throws a HttpError.
   */
  answer(call: ApiCall, admit: () => Caller | undefined): Reply | Promise<Reply>;
}

/**
 * What lies below here is for people; everything else below `/api/v1` is for keys
 * (docs/contract.md, Identity).
 */
export const MANAGEMENT = '/api/v1/saas/';

/** Makes the app of an open control plane. Every error becomes an answer here and nowhere else. */
export function createApp(plane: AppContext): App {
  const match = createMatcher(routes);
  const verifyKey = createKeyVerifier(plane);

  function settle<T>(
    call: ApiCall,
    admit: () => Caller | undefined,
    inForm: (finished: Finished | Reply) => T,
  ): T | Promise<T> {
    const ids = idsOf(call, plane.now());
    const done = (handled: Handled) =>
      inForm(handled instanceof HttpError ? refused(handled, ids) : finished(handled, ids));
    const failed = (error: unknown) => {
      const httpError = httpErrorOf(error);
      if (httpError !== error) note(error);
      return inForm(refused(httpError, ids));
    };
    try {
      const method = call.method === 'HEAD' ? 'GET' : call.method;
      const handled = dispatch(call, match(method, call.path), admit(), ids);
      return handled instanceof Promise ? handled.then(done).catch(failed) : done(handled);
    } catch (error) {
      return failed(error);
    }
  }

  function answer(call: ApiCall, admit: () => Caller | undefined): Reply | Promise<Reply> {
    return settle(call, admit, call.method === 'HEAD' ? headOf : replyOf);
  }

  /** Nobody but the log can be told; of damage, the next open as well. */
  function note(error: unknown): void {
    plane.report(error);
    try {
      if (isCorrupt(error)) plane.database.suspect();
    } catch (second) {
      plane.report(second);
    }
  }

  function dispatch(
    call: ApiCall,
    found: Match | undefined,
    caller: Caller | undefined,
    ids: Ids,
  ): Handled | Promise<Handled> {
    if (found?.route.plane === 'open')
      return found.route.handle(plane, contextOf(call, found, ids));
    if (call.path.startsWith(MANAGEMENT)) {
      if (found === undefined) throw noRoute;
      const user = requireUser(plane, caller, (name) => call.header(name));
      const { route } = found;
      if (route.plane === 'user') {
        return enter(call, found, ids, (context) => route.handle(plane, { ...context, user }));
      }
      if (route.plane !== 'workspace') throw noRoute;
      plane.lastUsed.flush();
      const workspace = requireWorkspace(plane, user, found.params['workspace'] ?? '');
      if (route.manage !== undefined) requireManager(workspace, route.manage);
      return enter(call, found, ids, (context) =>
        route.handle(plane, { ...context, user, workspace }),
      );
    }
    // Authentication runs before routing: a client tells by 404 or 401 whether its key is accepted
    // (docs/contract.md, Probes).
    const secret = presentedSecret(call);
    const key = secret === undefined ? undefined : verifyKey(secret);
    if (found?.route.plane !== 'key') return noRoute;
    const route = found.route;
    if (key === undefined) throw unauthorized('Missing required header: Authorization');
    if (route.scope !== undefined) requireScope(key, route.scope);
    return enter(call, found, ids, (context) => route.handle(plane, { ...context, key }));
  }

  return {
    answer,
    hand: async (request, caller) =>
      settle(
        callOf(request),
        () => caller,
        (finished) => ('json' in finished ? handedOver(finished) : responseOf(finished)),
      ),
  };
}

const JSON_TYPE = 'application/json; charset=utf-8';

/** What became of a request, before it is an answer. */
type Handled = HandlerResult | HttpError;

/** An answer before it takes the form that its asker wants. */
type Finished = JsonReply & { readonly isOwn: boolean };

function handedOver({ status, headers, json, isOwn }: Finished): JsonReply {
  return { status, headers, json: isOwn ? json : structuredClone(json) };
}

function replyOf(finished: Finished | Reply): Reply {
  if (!('json' in finished)) return finished;
  const { status, headers, json } = finished;
  return { status, headers, body: JSON.stringify(json) };
}

/** Only of what went well is the body left out: a refusal is its body. */
function headOf(finished: Finished | Reply): Reply {
  const reply = replyOf(finished);
  return reply.status < 300 ? { ...reply, body: '' } : reply;
}

function finished(answer: HandlerResult, { requestId, traceId }: Ids): Finished | Reply {
  if ('document' in answer) {
    return { status: answer.status, headers: answer.headers, body: answer.document };
  }
  const meta = { request_id: requestId, trace_id: answer.traceId ?? traceId };
  return {
    status: answer.status,
    headers: { 'content-type': JSON_TYPE },
    json: { data: answer.data, meta },
    isOwn: answer.isOwn ?? false,
  };
}

function refused(httpError: HttpError, { requestId, traceId }: Ids): Finished {
  const { status, code, message, details, headers } = httpError;
  return {
    status,
    headers: { 'content-type': JSON_TYPE, ...headers },
    json: {
      error: { code, message, details },
      meta: { request_id: requestId, trace_id: traceId },
    },
    isOwn: false,
  };
}

function httpErrorOf(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  const trouble = storageTrouble(error);
  if (trouble === undefined)
    return new HttpError(500, 'internal_error', 'Unexpected internal error');
  const details = isUndone(error) ? { committed: false } : {};
  return new HttpError(503, 'storage_unavailable', trouble, details);
}
