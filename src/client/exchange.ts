import { askInProcess, type App } from './inProcess.ts';
import type { Question } from './question.ts';

/** One request as it goes out: everything resolved, every secret revealed. Never kept. */
export interface Outgoing {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  /** Called instead of the network. */
  readonly app?: App | undefined;
}

/** An answer whose body has not been read yet; errors of the body are thrown while reading it. */
export interface Incoming {
  readonly status: number;
  header(name: string): string | undefined;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * Sends one request, once, and follows no redirect: to the app in this process where there is one,
 * else over the network, whose client is loaded at first use. Never throws for a status. Whatever it
 * throws may hold a credential and must die in `failure`.
 */
export async function exchange(question: Question, outgoing: Outgoing): Promise<Incoming> {
  if (outgoing.app) return askInProcess(outgoing.app, question, outgoing);
  const { askOverHttp } = await import('./overHttp.ts');
  return askOverHttp(question, outgoing);
}
