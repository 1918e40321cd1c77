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
  'ENETDOWN',
  'EHOSTDOWN',
  'EACCES',
  'EPERM',
  'ERR_INVALID_URL',
  'ERR_INVALID_CHAR',
]);

/**
 * What became of a request that ended without a usable answer; keeps nothing but an error code.
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
  return badCertificate.test(code) || /TLS|SSL|EPROTO/.test(code);
}

/** What OpenSSL says of bytes that are no TLS, as an HTTP server sends them. */
export const notTls = /WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|ERR_SSL_HTTP_REQUEST/;

/** A certificate of the server that is not trusted, is over, or is another name’s. */
export const badCertificate =
  /^(?!ERR_SSL_.*ALERT_).*(CERT|SELF_SIGNED|LEAF_SIGNATURE|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH)/;

/**
 * An answer that came and cannot be taken apart: broken compression, or broken HTTP behind its first line.
 * What does not even begin as HTTP is somebody else.
 */
export const damagedAnswer = /^(Z_|ERR_(_|BROTLI)|HPE_(?!INVALID_(CONSTANT|VERSION)))/;

function reasonOf(code: string): string {
  if (notTls.test(code)) return t('The server does not speak TLS there.');
  if (badCertificate.test(code)) return t('The certificate of the server was not accepted.');
  return isTlsCode(code)
    ? t('No secure connection could be agreed on with the server.')
    : t('The connection failed.');
}

/** A code that may be shown; whatever else was thrown stays unsaid. */
export function codeOf(thrown: unknown): string {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code;
  if (code === 'EPROTO' && isNotTls(thrown)) return 'ERR_SSL_WRONG_VERSION_NUMBER';
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : 'network_error';
}

/** Node has one code for bytes that are no TLS and for a handshake that was refused. */
function isNotTls(thrown: unknown): boolean {
  return (
    thrown instanceof Error && /wrong.version.number|packet.length.too.long/i.test(thrown.message)
  );
}
