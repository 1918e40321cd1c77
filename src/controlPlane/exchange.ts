/** One request as the control plane sees it, whichever way it came in. */
export interface ApiCall {
  readonly method: string;
  /** Starts with `/api/v1`, still percent-encoded. */
  readonly path: string;
  /** What follows the path, with its question mark; `''` when there is nothing. */
  readonly search: string;
  header(name: string): string | null;
  /** The whole body as text. Called at most once. */
  text(): Promise<string>;
}

/** A finished answer. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A finished answer that has not been made text: what the extension is given in-process. */
export interface JsonReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: object;
}

/**
 * What a handler has to say: data that the app wraps into `{data, meta}`, or a document of its own.
 */
export type HandlerResult =
  | {
      readonly status: 200 | 201;
      readonly data: unknown;
      /** Run reads answer with the run's own trace id (docs/contract.md, Transport). */
      readonly traceId?: string;
      /**
       * All of `data` was made for this answer, so that in-process a long list need not be copied.
       */
      readonly isOwn?: true;
    }
  | {
      readonly status: 200;
      readonly document: string;
      readonly headers: Readonly<Record<string, string>>;
    };

/** A web-standard request as a call. */
export function callOf(request: Request): ApiCall {
  const url = new URL(request.url);
  return {
    method: request.method,
    path: url.pathname,
    search: url.search,
    header: (name) => request.headers.get(name),
    text: () => request.text(),
  };
}

/** A reply as a web-standard response. */
export function responseOf({ status, headers, body }: Reply): Response {
  return new Response(body, { status, headers });
}
