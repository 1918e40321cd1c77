import { t } from '@vscode/l10n';
import type { ApiError } from '../apiError.ts';
import { spanText } from '../../domain/text/spanText.ts';
import { badCertificate, isTlsCode, notTls } from '../transport/failure.ts';
import { button, settle } from './buttons.ts';
import { fate, withFate } from './fate.ts';
import type { Row } from './row.ts';

/** No connection came about; a firewall of this machine says it as a permission. */
const noConnection =
  /^(ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL|ENETDOWN|EHOSTDOWN|EACCES|EPERM|ETIMEDOUT)$/;

/** The request itself has not left; one before it may have. */
const unsent = (error: ApiError, why: string) => withFate(error, why, false);

/** Ways that are cut, and servers that are not reached. */
export const networkTroubleRows: readonly Row[] = [
  {
    id: 'timeout',
    on: { kind: 'timeout' },
    happened: t('The control plane did not answer in time.'),
    why: fate,
    button: settle,
    tellsFate: true,
  },
  {
    id: 'wait-asked-for',
    on: { kind: 'circuit-open', code: 'asked_to_wait' },
    happened: (error) =>
      t(
        'The control plane, or a proxy before it, asked for a wait; Keyrail asks again in {0}.',
        spanText(error.retryAfterSeconds ?? 5),
      ),
    why: t('Trying again asks it now.'),
    button: button.refresh,
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
    on: { kind: 'network', code: /^HPE_INVALID_(CONSTANT|VERSION)$/ },
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
    on: { kind: 'network', code: noConnection },
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
