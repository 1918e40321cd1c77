import { t } from '@vscode/l10n';
import { ApiError } from '../apiError.ts';
import type { ApiRequest } from './apiRequest.ts';

const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EADDRNOTAVAIL',
  'ERR_INVALID_URL',
  'ERR_INVALID_CHAR',
]);

/**
 * What became of a request that ended without a usable answer; reads nothing but an error code.
 * `handedOver` = it may have left this process.
 */
export function failure(
  request: ApiRequest,
  thrown: unknown,
  stopped: 'caller' | 'clock' | undefined,
  requestId: string,
  handedOver: boolean,
): ApiError {
  const code = codeOf(thrown);
  const posted = handedOver && request.method !== 'GET';
  const facts = { method: request.method, path: request.path, status: undefined, requestId };
  if (stopped === 'caller') {
    return new ApiError({
      ...facts,
      kind: 'aborted',
      code: 'aborted',
      reason: t('Stopped before the answer was complete.'),
      mayHaveCommitted: posted,
    });
  }
  if (stopped === 'clock') {
    return new ApiError({
      ...facts,
      kind: 'timeout',
      code: 'timeout',
      reason: t('No complete answer within the time limit.'),
      mayHaveCommitted: posted,
    });
  }
  return new ApiError({
    ...facts,
    kind: 'network',
    code,
    reason: reasonOf(code),
    mayHaveCommitted: posted && !NEVER_SENT.has(code) && !isTlsCode(code),
  });
}

/** Certificate and TLS negotiation failures of Node: nothing was sent, trying again is useless. */
export function isTlsCode(code: string): boolean {
  return /CERT|TLS|SSL|SELF_SIGNED|LEAF_SIGNATURE|EPROTO/.test(code);
}

/** What OpenSSL says of bytes that are no TLS, as an HTTP server sends them. */
export const notTls = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|EPROTO/;

function reasonOf(code: string): string {
  if (notTls.test(code)) return t('The server does not speak TLS there.');
  return isTlsCode(code)
    ? t('The certificate of the server was not accepted.')
    : t('The connection failed.');
}

function codeOf(thrown: unknown): string {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code;
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : 'network_error';
}
