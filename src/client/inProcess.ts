import type { Question } from './question.ts';
import type { App, Incoming, Outgoing } from './sent.ts';

/** Calls the app with the whole request: no socket, no HTTP client. */
export async function askInProcess(
  app: App,
  { method, body }: Question,
  { url, headers, signal }: Outgoing,
): Promise<Incoming> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const answer = await app(new Request(url, { method, headers, signal, ...sent }));
  const { status } = answer;
  if (answer instanceof Response) {
    const { headers: said } = answer;
    return {
      status,
      header: (name) => said.get(name) ?? undefined,
      body: answer.body ?? nothing(),
    };
  }
  const { headers: said, json } = answer;
  return { status, header: (name) => said[name], body: nothing(), json };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // There is no text: no body, or one that was handed over as data.
}
