import { Readable } from 'node:stream';
import axios, { type AxiosRequestConfig } from 'axios';
import type { ApiRequest } from './apiRequest.ts';
import type { Incoming, Outgoing } from './messages.ts';
import { retryAfterOf } from './retryAfter.ts';

/**
 * Sends one request through Node's own sockets, never by a proxy of axios' own: VS Code routes them.
 * Whatever it throws is axios' and holds the credentials.
 */
export async function sendOverHttp(request: ApiRequest, outgoing: Outgoing): Promise<Incoming> {
  const config: AxiosRequestConfig<string> = {
    method: request.method,
    url: outgoing.url,
    // Without a body axios would claim a form; `false` keeps the header out.
    headers: { 'Content-Type': false, ...outgoing.headers },
    signal: outgoing.signal,
    responseType: 'stream',
    maxRedirects: 0,
    proxy: false,
    decompress: true,
    transformRequest: [],
    transformResponse: [],
    validateStatus: () => true,
  };
  if (request.body !== undefined) config.data = JSON.stringify(request.body);
  const response = await axios.request<unknown>({ ...config, adapter: 'http' });
  const headers = new Map<string, unknown>(
    Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const header = (name: string) => {
    const value = headers.get(name.toLowerCase());
    return typeof value === 'string' ? value : undefined;
  };
  return {
    status: response.status,
    header,
    waitSeconds: (now) => retryAfterOf(header('retry-after'), header('date'), header('age'), now),
    body: bytesOf(response.data),
  };
}

function bytesOf(data: unknown): AsyncIterable<Uint8Array> {
  if (data === null || data === undefined || data === '') return nothing();
  if (typeof data !== 'object' || !(Symbol.asyncIterator in data)) {
    throw new TypeError('The adapter did not return a stream.');
  }
  if (data instanceof Readable) {
    // An abort between two reads emits 'error' with nobody listening; the reader still sees it.
    data.on('error', () => undefined);
  }
  // A Node stream of bytes, as `responseType: 'stream'` asks for.
  return data as AsyncIterable<Uint8Array>;
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An answer without a body yields no chunk.
}
