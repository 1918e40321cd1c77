/**
 * A request the control plane will not do, in the words of the wire (docs/contract.md, Error
 * codes). The app turns it into an answer.
 */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
    this.headers = headers;
  }
}

/** 400: the caller's mistake, in the request itself. */
export function invalid(message: string, details?: Readonly<Record<string, unknown>>): HttpError {
  return new HttpError(400, 'invalid_request', message, details);
}

/** 401: nobody we know, or a key that no longer counts. */
export function unauthorized(message: string): HttpError {
  return new HttpError(401, 'unauthorized', message);
}

/**
 * 404 of a route, as the server answers for everything it does not know (docs/contract.md,
 * Transport). One for all: it is also how a key is told that it is accepted (docs/contract.md,
 * Probes), and a new stack each time would cost as much as the verification.
 */
export const noRoute = new HttpError(404, 'not_found', 'Route does not exist');

/** 404 of a thing: `code` is `<thing>_not_found`. */
export function missing(code: string, message: string): HttpError {
  return new HttpError(404, code, message);
}

/** 409: the thing is not in a state for this. */
export function wrongState(message: string): HttpError {
  return new HttpError(409, 'invalid_state_transition', message);
}
