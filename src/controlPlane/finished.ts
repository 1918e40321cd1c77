import type { Ids } from './enter.ts';
import type { HandlerResult, JsonReply, Reply } from './exchange.ts';
import type { HttpError } from './httpError.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

/** An answer before it takes the form that its asker wants. */
export type Finished = JsonReply & { readonly isOwn: boolean };

/** As data for whoever asks in-process, who may keep it. */
export function handedOver({ status, headers, json, isOwn }: Finished): JsonReply {
  return { status, headers, json: isOwn ? json : structuredClone(json) };
}

/** As text. */
export function replyOf(finished: Finished | Reply): Reply {
  if (!('json' in finished)) return finished;
  const { status, headers, json } = finished;
  return { status, headers, body: JSON.stringify(json) };
}

/** Only of what went well is the body left out: a refusal is its body. */
export function headOf(finished: Finished | Reply): Reply {
  const reply = replyOf(finished);
  return reply.status < 300 ? { ...reply, body: '' } : reply;
}

/** What a handler has to say, with the ids of its request. */
export function finished(answer: HandlerResult, { requestId, traceId }: Ids): Finished | Reply {
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

/** A refusal in the words of the wire. */
export function refused(httpError: HttpError, { requestId, traceId }: Ids): Finished {
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
