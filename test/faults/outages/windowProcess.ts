import { fork } from 'node:child_process';
import { once } from 'node:events';
import { endWithProcess } from '../../support/owned.ts';
import { environment } from '../workers.ts';
import type { Asked, Question, Reply, Standing } from './asked.ts';

/** A process of `window.ts`. */
export interface WindowProcess {
  /** @throws Error with what was thrown there */
  ask(window: string, asked: Asked): Promise<Standing>;
  close(): Promise<void>;
}

/** @param aheadMs of its machine's clock */
export function startWindowProcess(bundle: string, aheadMs: number): WindowProcess {
  const child = fork(bundle, [String(aheadMs)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [],
    env: environment,
  });
  const owned = endWithProcess(() => child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  const died = exited.then(() => {
    throw new Error(`A window’s process ended by itself (${child.exitCode}).`);
  });
  died.catch(() => undefined);
  const open = new Map<number, (reply: Reply) => void>();
  let questions = 0;
  child.on('message', (reply: Reply) => {
    open.get(reply.id)?.(reply);
    open.delete(reply.id);
  });
  return {
    async ask(window, asked) {
      const id = ++questions;
      const replied = new Promise<Reply>((resolve) => open.set(id, resolve));
      child.send({ id, window, asked } satisfies Question);
      const reply = await Promise.race([replied, died]);
      if ('error' in reply) throw new Error(reply.error);
      return reply.standing;
    },
    async close() {
      child.kill('SIGKILL');
      await exited;
      owned.release();
    },
  };
}
