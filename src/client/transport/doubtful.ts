import { ApiError } from '../apiError.ts';

/** The same failure after an earlier attempt of the same call whose fate is unknown. */
export function doubtful(error: ApiError): ApiError {
  return new ApiError({
    kind: error.kind,
    method: error.method,
    path: error.path,
    status: error.status,
    code: error.code,
    reason: error.reason,
    details: error.details,
    requestId: error.requestId,
    mayHaveCommitted: true,
    isRepeated: true,
  });
}
