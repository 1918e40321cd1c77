import { t } from '@vscode/l10n';
import { isThrottled } from '../transport/patience.ts';
import { button, settle, settleOrLook } from './buttons.ts';
import { fate, unknownFate } from './fate.ts';
import type { Row } from './row.ts';
import { waitText } from './waitText.ts';

const serverSide = (status: number | undefined) => (status ?? 0) >= 500;

/** Servers that fail, and those that ask to wait. */
export const serverTroubleRows: readonly Row[] = [
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
    why: t('The fault is on its side. Try again later.'),
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
];
