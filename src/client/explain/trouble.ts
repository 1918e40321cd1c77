import { t } from '@vscode/l10n';
import type { ApiError } from '../apiError.ts';
import { spanText } from '../../domain/text/spanText.ts';
import { badCertificate, isTlsCode, notTls } from '../transport/failure.ts';
import { isAway, isThrottled } from '../transport/patience.ts';
import { button, settle, settleOrLook } from './buttons.ts';
import { fate, unknownFate, withFate } from './fate.ts';
import { valueIn, type Row } from './row.ts';

const serverSide = (status: number | undefined) => (status ?? 0) >= 500;
/** The request itself has not left; one before it may have. */
const unsent = (error: ApiError, why: string) => withFate(error, why, false);

/** Throttling and maintenance pass by themselves: nothing is wrong with the address or the headers. */
const waitText = ({ retryAfterSeconds: seconds = 0 }: ApiError) =>
  seconds === 0
    ? t('That passes by itself. Try again in a moment.')
    : t('That passes by itself. It asks to wait {0}.', spanText(seconds));

/** Servers that fail, answers that cannot be read, and ways that are cut. */
export const troubleRows: readonly Row[] = [
  {
    id: 'upstream-unavailable',
    on: { status: 503, code: 'upstream_unavailable' },
    happened: t('A service behind the control plane does not answer.'),
    why: t('The control plane itself is fine. Try again later.'),
    button: button.refresh,
  },
  {
    id: 'storage-unavailable',
    on: { status: 503, code: 'storage_unavailable' },
    happened: t('The control plane cannot use its data file.'),
    why: (error) => (error.method === 'GET' ? error.reason : `${error.reason} ${fate(error)}`),
    button: settle,
    tellsFate: true,
  },
  {
    id: 'not-now',
    on: { status: 503 },
    happened: t('The control plane takes no requests now (503).'),
    why: (error) => `${t('It says: {0}', error.reason)} ${waitText(error)}`,
    button: settle,
  },
  {
    id: 'server-error-reading',
    on: { status: serverSide, method: 'GET' },
    happened: ({ status }) => t('The control plane failed ({0}).', status ?? 500),
    why: t('The fault is on its side. What is shown here is what was known before.'),
    button: button.refresh,
  },
  {
    id: 'server-error-changing',
    on: { status: serverSide },
    happened: ({ status }) =>
      t('The control plane failed ({0}) while it made the change.', status ?? 500),
    why: unknownFate,
    button: settleOrLook,
    tellsFate: true,
  },
  {
    id: 'throttled',
    on: { kind: ['refused', 'not-json', 'schema'], which: isThrottled },
    happened: t('The control plane, or a proxy before it, is asked too often.'),
    why: waitText,
    button: settle,
  },
  {
    id: 'network-login',
    on: { kind: ['not-json', 'schema'], status: (status) => status === 407 || status === 511 },
    happened: ({ status }) =>
      t('The network asks for a login before it lets anything out ({0}).', status ?? 511),
    why: t(
      'This answer is not the control plane’s. Sign in at the page of the hotspot, or with the company proxy, then try again.',
    ),
    button: button.refresh,
  },
  {
    id: 'gateway-error',
    on: { kind: ['not-json', 'schema'], which: isAway },
    happened: ({ status }) =>
      t('A gateway answered {0} in place of the control plane.', status ?? 503),
    why: waitText,
    button: settle,
  },
  {
    id: 'answer-cut',
    on: { kind: 'not-json', code: 'json_cut' },
    happened: t('The answer could not be read to its end.'),
    why: (error) => `${error.reason} ${fate(error)}`,
    button: settle,
    tellsFate: true,
  },
  {
    id: 'web-page',
    on: { kind: 'not-json' },
    happened: ({ status }) =>
      t('Something else answered ({0}), not the control plane.', status ?? 200),
    why: ({ reason }) => t('{0} Often it is a login page, or the address is wrong.', reason),
    button: button.editConnection,
  },
  {
    id: 'gateway-refusal',
    on: { kind: 'schema', code: 'unreadable_refusal' },
    happened: ({ status }) => t('A gateway refused the request ({0}).', status ?? 403),
    why: ({ status }) =>
      status === 401 || status === 403
        ? t(
            'Its answer is not the control plane’s: the headers of the connection may be missing or old.',
          )
        : t(
            'Its answer is not the control plane’s: the address may be wrong, or a rule of the gateway refuses it.',
          ),
    button: button.editConnection,
  },
  {
    id: 'other-answer',
    on: { kind: 'schema', code: 'other_answer' },
    happened: t('The answer belonged to another request.'),
    why: unknownFate,
    button: settleOrLook,
    tellsFate: true,
  },
  {
    id: 'answer-unknown-shape',
    on: { kind: 'schema' },
    happened: t('The control plane answered in a shape that Keyrail does not know.'),
    why: (error) => `${error.reason} ${fate(error)}`,
    button: (error) => (error.mayHaveCommitted ? settleOrLook(error) : button.showLog),
    tellsFate: true,
  },
  {
    id: 'answer-too-large',
    on: { kind: 'too-large' },
    happened: t('The answer was too large and was not read to its end.'),
    why: (error) => `${error.reason} ${fate(error)}`,
    button: (error) => (error.mayHaveCommitted ? settleOrLook(error) : button.showLog),
    tellsFate: true,
  },
  {
    id: 'redirected',
    on: { kind: 'redirect' },
    happened: (error) =>
      t('The server points to {0}.', valueIn(error, 'host') ?? t('another address')),
    why: t('Keyrail does not follow, so that no credential gets there. Often it is a login page.'),
    button: button.editConnection,
  },
  {
    id: 'timeout',
    on: { kind: 'timeout' },
    happened: t('The control plane did not answer in time.'),
    why: fate,
    button: settle,
    tellsFate: true,
  },
  {
    id: 'server-paused',
    on: { kind: 'circuit-open' },
    happened: (error) =>
      t(
        'The control plane did not answer; Keyrail asks again in {0}.',
        spanText(error.retryAfterSeconds ?? 5),
      ),
    why: t('So that not every view waits for it.'),
    button: button.refresh,
  },
  {
    id: 'no-tls-there',
    on: { kind: 'network', code: notTls },
    happened: t('The server does not speak TLS there.'),
    why: (error) =>
      unsent(
        error,
        t(
          'The address may have the wrong port, or begin with https:// where it is http:// ({0}).',
          error.code,
        ),
      ),
    button: button.editConnection,
    tellsFate: true,
  },
  {
    id: 'certificate',
    on: { kind: 'network', code: badCertificate },
    happened: t('The certificate of the server was not accepted.'),
    why: (error) =>
      unsent(error, t('A company proxy may need its certificate installed ({0}).', error.code)),
    button: button.editConnection,
    tellsFate: true,
  },
  {
    id: 'tls-refused',
    on: { kind: 'network', which: ({ code }) => isTlsCode(code) },
    happened: t('No secure connection could be agreed on with the server.'),
    why: (error) =>
      unsent(
        error,
        t(
          'It may ask for a certificate of this machine, or speak other versions of TLS ({0}).',
          error.code,
        ),
      ),
    button: button.editConnection,
    tellsFate: true,
  },
  {
    id: 'no-http-there',
    on: { kind: 'network', code: /^HPE_/ },
    happened: t('What answered does not speak HTTP.'),
    why: ({ code }) =>
      t(
        'The address may have the wrong port, or begin with http:// where it is https:// ({0}).',
        code,
      ),
    button: button.editConnection,
  },
  {
    id: 'name-unknown',
    on: { kind: 'network', code: /^(ENOTFOUND|EAI_AGAIN)$/ },
    happened: t('The server was not found. This computer may be offline.'),
    why: (error) => unsent(error, t('Its name could not be resolved ({0}).', error.code)),
    button: settle,
    tellsFate: true,
  },
  {
    id: 'nobody-there',
    on: { kind: 'network', code: /^(ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL)$/ },
    happened: t('The server cannot be reached.'),
    why: (error) =>
      unsent(
        error,
        t('Nothing answers at its address, or this computer is offline ({0}).', error.code),
      ),
    button: settle,
    tellsFate: true,
  },
  {
    id: 'connection-cut',
    on: { kind: 'network' },
    happened: t('The connection to the control plane was cut.'),
    why: fate,
    button: settle,
    tellsFate: true,
  },
  {
    id: 'stopped',
    on: { kind: 'aborted' },
    happened: t('Stopped.'),
    why: fate,
    button: settle,
    tellsFate: true,
  },
];
