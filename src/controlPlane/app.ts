import type { AppContext } from './appContext.ts';
import { isCorrupt, isUndone, storageTrouble } from './database/storageErrors.ts';
import { createDispatch } from './dispatch.ts';
import { idsOf } from './enter.ts';
import {
  callOf,
  responseOf,
  type ApiCall,
  type HandlerResult,
  type JsonReply,
  type Reply,
} from './exchange.ts';
import { finished, handedOver, headOf, refused, replyOf, type Finished } from './finished.ts';
import { HttpError } from './httpError.ts';
import type { Caller } from './workspaces/people.ts';

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

/** Makes the app of an open control plane. Every error becomes an answer here and nowhere else. */
export function createApp(plane: AppContext): App {
  const dispatch = createDispatch(plane);

  function settle<T>(
    call: ApiCall,
    admit: () => Caller | undefined,
    inForm: (finished: Finished | Reply) => T,
  ): T | Promise<T> {
    const ids = idsOf(call, plane.now());
    const done = (handled: HandlerResult) => inForm(finished(handled, ids));
    const failed = (error: unknown) => {
      const httpError = httpErrorOf(error);
      if (httpError !== error) note(error);
      return inForm(refused(httpError, ids));
    };
    try {
      const handled = dispatch(call, ids, admit);
      return handled instanceof Promise ? handled.then(done).catch(failed) : done(handled);
    } catch (error) {
      return failed(error);
    }
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

  return {
    answer: (call, admit) => settle(call, admit, call.method === 'HEAD' ? headOf : replyOf),
    hand: async (request, caller) =>
      settle(
        callOf(request),
        () => caller,
        (finished) => ('json' in finished ? handedOver(finished) : responseOf(finished)),
      ),
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
