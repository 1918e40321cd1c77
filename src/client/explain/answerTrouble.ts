import { t } from '@vscode/l10n';
import { damagedAnswer } from '../transport/failure.ts';
import { isAway } from '../transport/patience.ts';
import { button, settle, settleOrLook } from './buttons.ts';
import { fate, unknownFate } from './fate.ts';
import { valueIn, type Row } from './row.ts';
import { gatewayText } from './waitText.ts';

/** Answers that cannot be read, or are somebody else’s. */
export const answerTroubleRows: readonly Row[] = [
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
    why: gatewayText,
    button: settle,
  },
  {
    id: 'answer-damaged',
    on: { kind: ['not-json', 'network'], code: damagedAnswer },
    happened: t('The answer arrived damaged. Often a proxy on the way has changed it.'),
    why: ({ code }) => t('It could not be unpacked, or breaks the rules of HTTP ({0}).', code),
    button: settle,
  },
  {
    id: 'tls-wanted',
    on: { kind: 'not-json', code: 'tls_wanted' },
    happened: t('The server speaks TLS there.'),
    why: t('The address of the connection begins with http:// and has to begin with https://.'),
    button: button.editConnection,
  },
  {
    id: 'page-refuses',
    on: {
      kind: 'not-json',
      status: (status) => status === 401 || status === 403 || status === 451,
    },
    happened: ({ status }) => t('A gateway refused the request ({0}).', status ?? 403),
    why: t(
      'Its answer is a page that is not the control plane’s: a company proxy or a firewall may block the address (ask its administrator), or the headers of the connection are missing or old.',
    ),
    button: button.editConnection,
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
    why: ({ reason }) =>
      t(
        '{0} Where the network has a login page, sign in there in a browser and try again; else check the address.',
        reason,
      ),
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
    why: t(
      'Keyrail does not follow, so that no credential gets there. Often it is a login page: sign in there in a browser, then try again.',
    ),
    button: button.editConnection,
  },
];
