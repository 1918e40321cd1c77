import { mismatch, readResponse } from '../transport/response.ts';
import type { ApiError } from '../apiError.ts';
import { readWhole, type Opened } from '../transport/request.ts';
import { cleanText } from '../transport/cleanText.ts';
import { failure } from '../transport/failure.ts';
import { fileName } from './fileName.ts';
import type { Http } from '../transport/http.ts';
import type { ApiRequest } from '../transport/apiRequest.ts';
import { segment } from './pages.ts';

/** `from` and `to` are inclusive, anything `new Date()` reads (docs/contract.md, Audit export). */
export interface AuditFilter {
  readonly format: 'jsonl' | 'json';
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** An export that is still arriving. */
export interface AuditDownload {
  /** One safe path step. */
  readonly filename: string;
  readonly contentType: string;
  /**
   * The bytes as sent, once; of any size. Leaving the loop ends the connection. Throws `ApiError`
   * when the stream is cut or pauses longer than the time limit.
   */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Opens the audit export of a control-plane workspace. @throws ApiError */
export async function openAuditDownload(
  http: Http,
  workspaceId: string,
  filter: AuditFilter,
  signal?: AbortSignal,
): Promise<AuditDownload> {
  const request: ApiRequest = {
    method: 'GET',
    path: `/saas/workspaces/${segment(workspaceId)}/audit-events:export`,
    query: { format: filter.format, from: filter.from, to: filter.to },
    signal,
  };
  const opened = await http.open(request);
  const { incoming } = opened;
  const contentType = incoming.header('content-type') ?? '';
  if (!/^application\/(x-ndjson|json)\b/i.test(contentType)) {
    throw await notAnExport(request, opened);
  }
  return {
    filename: fileName(incoming.header('content-disposition'), `audit-export.${filter.format}`),
    contentType: cleanText(contentType, opened.secrets, 100),
    bytes: flowing(request, opened, http.timeoutMs),
  };
}

async function* flowing(
  request: ApiRequest,
  { incoming, deadline, requestId }: Opened,
  idleMs: number,
): AsyncGenerator<Uint8Array> {
  const chunks = incoming.body[Symbol.asyncIterator]();
  try {
    for (;;) {
      deadline.renew(idleMs);
      const next = await deadline.race(chunks.next());
      if (next.done) return;
      deadline.pause();
      yield next.value;
    }
  } catch (error) {
    throw failure(request, error, deadline.cause(), requestId, true);
  } finally {
    deadline.stop();
    void chunks.return?.().catch(() => undefined);
  }
}

async function notAnExport(request: ApiRequest, opened: Opened): Promise<ApiError> {
  try {
    const response = await readWhole(request, opened);
    readResponse(request, response);
    return mismatch(request, response, 'the content type');
  } finally {
    opened.deadline.stop();
  }
}
