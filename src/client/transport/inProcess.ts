import type { ApiRequest } from './apiRequest.ts';
import type { InProcessApp, Incoming, Outgoing } from './messages.ts';

/** Calls the app with the whole request: no socket, no HTTP client. */
export async function sendInProcess(
  app: InProcessApp,
  { method, body }: ApiRequest,
  { url, headers, signal }: Outgoing,
): Promise<Incoming> {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const response = await app(new Request(url, { method, headers, signal, ...sent }));
  const { status } = response;
  if (response instanceof Response) {
    const { headers: said } = response;
    return {
      status,
      header: (name) => said.get(name) ?? undefined,
      waitSeconds: noWait,
      body: response.body ?? nothing(),
    };
  }
  const { headers: said, json } = response;
  return { status, header: (name) => said[name], waitSeconds: noWait, body: nothing(), json };
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // There is no text: no body, or one that was handed over as data.
}

/** It says in its body how long to wait. */
const noWait = () => undefined;
