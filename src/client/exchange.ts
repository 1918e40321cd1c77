import { askInProcess } from './inProcess.ts';
import type { Question } from './question.ts';
import type { Incoming, Outgoing } from './sent.ts';

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
