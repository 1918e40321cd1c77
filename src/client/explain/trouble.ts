import type { ApiError } from '../apiError.ts';
import { button, settle } from './buttons.ts';
import { valueIn, type Row } from './row.ts';

const serverSide = (status: number | undefined) => (status ?? 0) >= 500;
const unknownFate =
  'It may have been carried out all the same; Keyrail can find out and settle it.';
const nothingDone = 'Nothing was changed.';
const fate = (error: ApiError) => (error.mayHaveCommitted ? unknownFate : nothingDone);

/** Servers that fail, answers that cannot be read, and ways that are cut. */
export const troubleRows: readonly Row[] = [
  {
    id: 'upstream-unavailable',
    on: { status: 503, code: 'upstream_unavailable' },
    happened: 'A service behind the control plane does not answer.',
    why: 'The control plane itself is fine. Try again later.',
    button: button.refresh,
  },
  {
    id: 'server-error-reading',
    on: { status: serverSide, method: 'GET' },
    happened: ({ status }) => `The control plane failed (${status ?? 500}).`,
    why: 'The fault is on its side. What is shown here is what was known before.',
    button: button.refresh,
  },
  {
    id: 'server-error-changing',
    on: { status: serverSide },
    happened: ({ status }) =>
      `The control plane failed (${status ?? 500}) while it made the change.`,
    why: unknownFate,
    button: button.recover,
  },
  {
    id: 'gateway-error',
    on: { kind: 'not-json', status: serverSide },
    happened: ({ status }) => `A gateway answered ${status ?? 503} in place of the control plane.`,
    why: ({ reason, mayHaveCommitted }) => (mayHaveCommitted ? unknownFate : reason),
    button: settle,
  },
  {
    id: 'web-page',
    on: { kind: 'not-json' },
    happened: ({ status }) => `Something else answered (${status ?? 200}), not the control plane.`,
    why: ({ reason }) => `${reason} Often it is a login page, or the address is wrong.`,
    button: button.editConnection,
  },
  {
    id: 'gateway-refusal',
    on: { kind: 'schema', code: 'unreadable_refusal' },
    happened: ({ status }) => `A gateway refused the request (${status ?? 403}).`,
    why: 'Its answer is not the control plane’s: the headers of the connection may be missing or old.',
    button: button.editConnection,
  },
  {
    id: 'other-answer',
    on: { kind: 'schema', code: 'other_answer' },
    happened: 'The answer belonged to another request.',
    why: unknownFate,
    button: button.recover,
  },
  {
    id: 'answer-unknown-shape',
    on: { kind: 'schema' },
    happened: 'The control plane answered in a shape that Keyrail does not know.',
    why: (error) => `${error.reason} ${fate(error)}`,
    button: (error) => (error.mayHaveCommitted ? button.recover : button.showLog),
  },
  {
    id: 'answer-too-large',
    on: { kind: 'too-large' },
    happened: 'The answer was too large and was not read to its end.',
    why: (error) => `${error.reason} ${fate(error)}`,
    button: (error) => (error.mayHaveCommitted ? button.recover : button.showLog),
  },
  {
    id: 'redirected',
    on: { kind: 'redirect' },
    happened: (error) => `The server points to ${valueIn(error, 'host') ?? 'another address'}.`,
    why: 'Keyrail does not follow, so that no credential gets there. Often it is a login page.',
    button: button.editConnection,
  },
  {
    id: 'timeout',
    on: { kind: 'timeout' },
    happened: 'The control plane did not answer in time.',
    why: fate,
    button: settle,
  },
  {
    id: 'server-paused',
    on: { kind: 'circuit-open' },
    happened: (error) =>
      `The control plane did not answer; Keyrail asks again in ${error.retryAfterSeconds ?? 5} s.`,
    why: 'So that not every view waits for it.',
    button: button.refresh,
  },
  {
    id: 'certificate',
    on: { kind: 'network', code: /CERT|TLS|SSL|SELF_SIGNED|LEAF_SIGNATURE|EPROTO/ },
    happened: 'The certificate of the server was not accepted.',
    why: ({ code }) =>
      `Nothing was sent (${code}). A company proxy may need its certificate installed.`,
    button: button.editConnection,
  },
  {
    id: 'name-unknown',
    on: { kind: 'network', code: /^(ENOTFOUND|EAI_AGAIN)$/ },
    happened: 'The server was not found. This computer may be offline.',
    why: ({ code }) => `Its name could not be resolved (${code}). Nothing was sent.`,
    button: button.refresh,
  },
  {
    id: 'nobody-there',
    on: { kind: 'network', code: /^(ECONNREFUSED|ENETUNREACH|EHOSTUNREACH|EADDRNOTAVAIL)$/ },
    happened: 'The server cannot be reached. This computer may be offline.',
    why: ({ code }) => `No connection was made (${code}). Nothing was sent.`,
    button: button.refresh,
  },
  {
    id: 'connection-cut',
    on: { kind: 'network' },
    happened: 'The connection to the control plane was cut.',
    why: fate,
    button: settle,
  },
  {
    id: 'stopped',
    on: { kind: 'aborted' },
    happened: 'Stopped.',
    why: fate,
    button: settle,
  },
];
