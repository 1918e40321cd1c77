import { randomUUID } from 'node:crypto';

/** A request as it goes over the wire, to a server on this machine. */
export function requestText(request: {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly port: number;
  readonly bearer: string;
  readonly body?: string;
}): string {
  const { method, path, port, bearer, body } = request;
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Authorization: Bearer ${bearer}`,
    ...(body === undefined
      ? []
      : [
          'Content-Type: application/json',
          `Content-Length: ${Buffer.byteLength(body)}`,
          `Idempotency-Key: ${randomUUID()}`,
        ]),
  ];
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
}
