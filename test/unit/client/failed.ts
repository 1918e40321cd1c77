import assert from 'node:assert/strict';
import { ApiError } from '../../../src/client/apiError.ts';

/** The error of a call that must fail, as the client reports every failure. */
export async function failed(call: Promise<unknown>): Promise<ApiError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ApiError);
  return error;
}
