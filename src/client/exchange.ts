import { Readable } from 'node:stream';
import axios, { type AxiosRequestConfig } from 'axios';
import { adapterTo, type App } from './inProcess.ts';
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
 * Sends one request, once. Never follows a redirect, never uses a proxy of axios' own (VS Code
 * routes node's sockets), never throws for a status. Whatever it throws is axios' and must die in
 * `failure`.
 */
export async function exchange(question: Question, outgoing: Outgoing): Promise<Incoming> {
  const config: AxiosRequestConfig<string> = {
    method: question.method,
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
  if (question.body !== undefined) config.data = JSON.stringify(question.body);
  const { app } = outgoing;
  const response = await axios.request<unknown>({
    ...config,
    adapter: app ? adapterTo(app) : 'http',
  });
  const headers = new Map<string, unknown>(
    Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    status: response.status,
    header(name) {
      const value = headers.get(name.toLowerCase());
      return typeof value === 'string' ? value : undefined;
    },
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
  // A Node or web stream of bytes: both adapters are asked for `responseType: 'stream'`.
  return data as AsyncIterable<Uint8Array>;
}

async function* nothing(): AsyncGenerator<Uint8Array> {
  // An answer without a body yields no chunk.
}
