import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { suffer, type Fault } from './fault.ts';
import { listenOn } from './listen.ts';
import { send } from './relay.ts';

/** Which requests a fault is for: `POST /api/v1/…` must match. */
export interface Plan {
  readonly on: RegExp;
  readonly fault: Fault;
  /** How many requests it hits before it is used up; once if left out. */
  readonly times?: number;
}

/** Stands between a client and a real control plane and breaks what it is told to break. */
export interface FaultProxy {
  readonly url: string;
  /** Plans are tried in the order in which they were given. */
  plan(plan: Plan): void;
  /** Forget all plans: from now on everything works. */
  heal(): void;
  /** `METHOD path` of every request that came, and what became of it. */
  readonly log: readonly string[];
  /** Nobody listens any more on the port until `reopen`: connections are refused. */
  refuse(): Promise<void>;
  reopen(): Promise<void>;
  /** Resolves when no late or duplicate request is still on its way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/**
 * A proxy on a free port of 127.0.0.1. It speaks HTTP rather than bytes because a control plane
 * answers only to its own `Host`, which must be rewritten.
 */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const plans: { on: RegExp; fault: Fault; left: number }[] = [];
  const log: string[] = [];
  const pending = new Set<Promise<unknown>>();

  const take = (line: string): Fault | undefined => {
    const plan = plans.find(({ on, left }) => left > 0 && on.test(line));
    if (plan) plan.left--;
    return plan?.fault;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const line = `${request.method ?? ''} ${request.url ?? ''}`;
    const body = await buffer(request);
    const fault = take(line);
    log.push(`${line} ${fault?.kind ?? 'passed'}`);
    const forward = () => send(target, request, body);
    const later = (ms: number) => {
      const work = sleep(ms).then(forward);
      pending.add(work);
      const done = () => pending.delete(work);
      work.then(done, done);
    };
    await suffer(fault, { request, response, forward, later });
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => request.socket.destroy());
  });
  const listening = await listenOn(server, 0);
  const stop = async () => {
    server.closeAllConnections();
    await listening.close();
  };

  return {
    url: listening.url,
    log,
    plan: ({ on, fault, times = 1 }) => plans.push({ on, fault, left: times }),
    heal: () => {
      plans.length = 0;
    },
    refuse: stop,
    async reopen() {
      await listenOn(server, listening.port);
    },
    async settled() {
      while (pending.size > 0) await Promise.allSettled(pending);
    },
    close: stop,
  };
}
