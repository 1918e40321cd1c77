/** The embedded control plane as a function. */
export type App = (request: Request) => Promise<Response>;

const asked = new Map<string, App>();

/**
 * The one `fetch` that axios gets for in-process calls. axios keeps every fetch function it was
 * ever given, so it must always be the same one; the request id finds the app that is meant.
 */
export const inProcessFetch: typeof fetch = async (input, init) => {
  const request = input instanceof Request ? input : new Request(input, init);
  const app = asked.get(request.headers.get('x-request-id') ?? '');
  if (!app) throw new Error('An in-process request without its control plane.');
  return app(request);
};

/** Runs `send` while requests with this id reach `app`. */
export async function reaching<T>(app: App, requestId: string, send: () => Promise<T>): Promise<T> {
  asked.set(requestId, app);
  try {
    return await send();
  } finally {
    asked.delete(requestId);
  }
}
