import type { AxiosAdapter } from 'axios';

/** The embedded control plane as a function. */
export type App = (request: Request) => Promise<Response>;

/**
 * Axios' way to the embedded control plane: a call instead of a socket. It does not watch the
 * caller's signal itself; whoever waits for the answer stops waiting (`deadline`).
 */
export function adapterTo(app: App): AxiosAdapter {
  return async (config) => {
    const { url = '', method = 'GET', headers, signal } = config;
    const body = config.data as string | undefined;
    const request = new Request(url, {
      method: method.toUpperCase(),
      headers: Object.entries(headers.toJSON(true)).filter(
        (field): field is [string, string] => typeof field[1] === 'string',
      ),
      ...(body === undefined ? {} : { body }),
      // `as`: the only signal that `exchange` passes on is an AbortSignal.
      ...(signal ? { signal: signal as AbortSignal } : {}),
    });
    const response = await app(request);
    return {
      data: response.body,
      status: response.status,
      statusText: response.statusText,
      headers: Object.fromEntries(response.headers),
      config,
    };
  };
}
