import type { IncomingMessage } from 'node:http';
import type { ApiCall } from '../exchange.ts';
import { invalid, HttpError } from '../httpError.ts';

/** The largest body that any route needs, many times over; in bytes. */
const BODY_LIMIT = 64 * 1024;

/** A request of a socket as a call. A body that is too large is refused without being read to its end. */
export function callFrom(request: IncomingMessage): ApiCall {
  const target = request.url ?? '';
  const mark = target.indexOf('?');
  return {
    method: request.method ?? '',
    path: mark === -1 ? target : target.slice(0, mark),
    search: mark === -1 ? '' : target.slice(mark),
    header(name) {
      const value = request.headers[name];
      return (Array.isArray(value) ? value[0] : value) ?? null;
    },
    text: () => readText(request),
  };
}

function readText(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT)
    return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > BODY_LIMIT) {
        request.pause();
        reject(tooLarge());
      } else {
        chunks.push(chunk);
      }
    });
    request.once('end', () => {
      resolve(Buffer.concat(chunks).toString());
    });
    request.once('error', () => {
      reject(invalid('Request body was cut off'));
    });
  });
}

/** The connection is not kept: what is left of the body would have to be read first. */
function tooLarge(): HttpError {
  return new HttpError(
    413,
    'payload_too_large',
    `Request body must not exceed ${BODY_LIMIT} bytes`,
    {},
    { connection: 'close' },
  );
}
