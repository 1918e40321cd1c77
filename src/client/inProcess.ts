import type { Question } from './question.ts';
import type { App, Incoming, Outgoing } from './sent.ts';

/** Calls the app with the whole request: no socket, no HTTP client. */
export async function askInProcess(
  app: App,
  { method, body }: Question,
  { url, headers, signal }: Outgoing,
): Promise<Incoming> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await app(new Request(url, { method, headers, signal, ...sent }));
  return {
    status: response.status,
    header: (name) => response.headers.get(name) ?? undefined,
    body: response.body ?? nothing(),
  };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An answer without a body yields no chunk.
}
