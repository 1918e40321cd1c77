import { t } from '@vscode/l10n';
import { ApiError } from './apiError.ts';
import type { Question } from './question.ts';
import type { Incoming } from './sent.ts';

/** Counted after decompression: what matters is what would have to be held. */
const REPLY_LIMIT_BYTES = 5 * 1024 * 1024;

/** The whole body. Leaving the loop early ends the connection. @throws ApiError when too large */
export async function readBody(
  question: Question,
  incoming: Incoming,
  requestId: string,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of incoming.body) {
    size += chunk.byteLength;
    if (size > REPLY_LIMIT_BYTES) {
      throw new ApiError({
        kind: 'too-large',
        method: question.method,
        path: question.path,
        status: incoming.status,
        code: 'reply_too_large',
        reason: t('The answer is larger than {0} MiB.', REPLY_LIMIT_BYTES / 1024 / 1024),
        requestId,
        mayHaveCommitted: question.method !== 'GET',
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
