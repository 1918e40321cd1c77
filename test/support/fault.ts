import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { endToEnd, give, giveCanned, type Answer, type CannedAnswer } from './relay.ts';

/**
 * What goes wrong with one request. `lost-…` and `cut-…` names say whether the server behind has
 * acted: everything about the *answer* happens after it has.
 */
export type Fault =
  /** The request never arrives: the connection is reset. */
  | { readonly kind: 'lost-request' }
  /** The request never arrives and nobody says so. */
  | { readonly kind: 'black-hole' }
  /** Carried out; the connection is reset before the first byte of the answer. */
  | { readonly kind: 'lost-answer' }
  /** Carried out; nobody ever answers. */
  | { readonly kind: 'silent-answer' }
  /** Carried out; the answer ends in the middle of its body. */
  | { readonly kind: 'cut-answer' }
  /** Carried out; a well-formed HTTP answer whose JSON is cut. */
  | { readonly kind: 'truncated-json' }
  /** Carried out; the JSON of the answer is changed (schema violation, answer for another key). */
  | { readonly kind: 'changed-answer'; readonly change: (json: unknown) => unknown }
  /** Carried out; another answer is given in its place. */
  | { readonly kind: 'replaced-answer'; readonly with: CannedAnswer }
  /** Not carried out; this answer is given (a gateway's 503 in plain text, a 429). */
  | { readonly kind: 'refused'; readonly with: CannedAnswer }
  /** Carried out twice, the second time `afterMs` later; the first answer is given. */
  | { readonly kind: 'duplicated'; readonly afterMs: number }
  /** Lost now, and carried out `afterMs` later all the same. */
  | { readonly kind: 'late-commit'; readonly afterMs: number }
  /** Carried out after `ms`. */
  | { readonly kind: 'delayed'; readonly ms: number };

/** One request in the proxy's hands, and what can be done with it. */
export interface Victim {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly forward: () => Promise<Answer>;
  readonly later: (ms: number) => void;
}

export async function suffer(
  fault: Fault | undefined,
  { request, response, forward, later }: Victim,
): Promise<void> {
  const reset = () => {
    request.socket.resetAndDestroy();
  };
  switch (fault?.kind) {
    case undefined:
      give(response, await forward());
      return;
    case 'delayed':
      await sleep(fault.ms);
      give(response, await forward());
      return;
    case 'lost-request':
      reset();
      return;
    case 'black-hole':
      return;
    case 'late-commit':
      later(fault.afterMs);
      reset();
      return;
    case 'lost-answer':
      await forward();
      reset();
      return;
    case 'silent-answer':
      await forward();
      return;
    case 'cut-answer': {
      const { status, headers, body } = await forward();
      response.writeHead(status, endToEnd(headers, body));
      response.write(body.subarray(0, Math.ceil(body.length / 2)), reset);
      return;
    }
    case 'truncated-json': {
      const answer = await forward();
      give(response, { ...answer, body: answer.body.subarray(0, answer.body.length - 2) });
      return;
    }
    case 'changed-answer': {
      const answer = await forward();
      const json = fault.change(JSON.parse(answer.body.toString('utf8')));
      give(response, { ...answer, body: Buffer.from(JSON.stringify(json)) });
      return;
    }
    case 'duplicated':
      later(fault.afterMs);
      give(response, await forward());
      return;
    case 'replaced-answer':
      await forward();
      giveCanned(response, fault.with);
      return;
    case 'refused':
      giveCanned(response, fault.with);
      return;
  }
}
