import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** A whole answer of the server behind the proxy. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An answer of the proxy's own. */
export interface CannedAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

// What belongs to one connection and not to the message.
const HOP = ['connection', 'keep-alive', 'transfer-encoding', 'host'];

/** Headers that may travel on to the other side, with the length of the body that goes with them. */
export function endToEnd(headers: IncomingHttpHeaders, body: Buffer): IncomingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !HOP.includes(name));
  return { ...Object.fromEntries(kept), 'content-length': String(body.length) };
}

export function give(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, endToEnd(headers, body)).end(body);
}

export function giveCanned(
  response: ServerResponse,
  { status, contentType, body, headers }: CannedAnswer,
): void {
  response.writeHead(status, { 'content-type': contentType, ...headers }).end(body);
}

/** The same request to the server behind, under that server's own name. */
export function send(target: string, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const method = request.method ?? 'GET';
  const headers = endToEnd(request.headers, body);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      new URL(request.url ?? '', target),
      { method, headers, agent: false },
      (incoming) => {
        buffer(incoming).then((bytes) => {
          resolve({ status: incoming.statusCode ?? 502, headers: incoming.headers, body: bytes });
        }, reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
