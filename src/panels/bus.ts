import type * as z from 'zod/mini';
import { t } from '@vscode/l10n';
import { CancelledError } from '../domain/errors.ts';
import type { Answer } from './protocol/answer.ts';
import { numberIn, parseRequest } from './protocol/parse.ts';

/** A request that waits for an answer has a number; `ready` has none. */
export interface Request {
  readonly type: string;
  readonly number?: number;
}

export interface BusOptions<R extends Request, M> {
  readonly requests: z.ZodMiniType<R>;
  /** The whole state as a message; sent at `ready` and whenever `refresh` is called. */
  readonly state: () => M;
  /** Does what was asked. Throwing answers with the error's sentence. */
  readonly handle: (request: R) => Promise<void>;
  readonly send: (message: M | Answer) => void;
  /** What to tell the person about what was thrown. */
  readonly describe: (request: R, error: unknown) => Promise<string>;
  /** A message came that is none of ours; told once, a thousand more say nothing new. */
  readonly onStranger: () => void;
}

/** The host's end of the way between a page and its host. */
export interface Bus {
  /** Takes whatever the page sent. Every numbered message is answered, those of no shape included. */
  receive(message: unknown): void;
  /** Sends the whole state, once for all calls of the same turn; nothing before the page is ready. */
  refresh(): void;
  /** The page is gone; the next one says `ready` itself. */
  gone(): void;
  close(): void;
}

export function createBus<R extends Request, M>(options: BusOptions<R, M>): Bus {
  const { requests, state, handle, describe, onStranger } = options;
  let ready = false;
  let queued = false;
  let strange = false;
  let open = true;

  const send = (message: M | Answer) => {
    if (open) options.send(message);
  };
  const answer = (to: number | undefined, trouble: string | null) => {
    if (to !== undefined) send({ type: 'answer', to, trouble });
  };
  const answerWhenDone = async (request: R): Promise<void> => {
    try {
      await handle(request);
      answer(request.number, null);
    } catch (error) {
      answer(
        request.number,
        error instanceof CancelledError ? t('Cancelled.') : await describe(request, error),
      );
    }
  };
  const refresh = () => {
    if (queued) return;
    queued = true;
    queueMicrotask(() => {
      queued = false;
      if (ready) send(state());
    });
  };

  return {
    receive(message) {
      const request = parseRequest(requests, message);
      if (request === undefined) {
        if (!strange) onStranger();
        strange = true;
        answer(numberIn(message), t('Keyrail did not understand its own page. Open it again.'));
        return;
      }
      if (request.type === 'ready') {
        ready = true;
        send(state());
        return;
      }
      void answerWhenDone(request);
    },
    refresh,
    gone() {
      ready = false;
    },
    close() {
      open = false;
    },
  };
}
