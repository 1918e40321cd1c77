import { t } from '@vscode/l10n';
import type { Remedy } from '../domain/errors.ts';
import type { ApiError } from './apiError.ts';
import { button } from './explain/buttons.ts';
import { answerTroubleRows } from './explain/answerTrouble.ts';
import { conflictRows } from './explain/conflict.ts';
import { withFate } from './explain/fate.ts';
import { identityRows, permissionRows } from './explain/identity.ts';
import { invalidRows } from './explain/invalid.ts';
import { missingRows } from './explain/missing.ts';
import { networkTroubleRows } from './explain/networkTrouble.ts';
import { isAbout, type ExplainContext, type Row } from './explain/row.ts';
import { serverTroubleRows } from './explain/serverTrouble.ts';

/** Two sentences and the one button that helps. */
export interface Explanation {
  /** Which row of the table it is; stable, for tests and logs. */
  readonly row: string;
  readonly happened: string;
  readonly why: string;
  readonly button: Remedy;
}

/** Read from the top: the first row that is about the error explains it. */
export const explanationTable: readonly Row[] = [
  ...identityRows,
  ...permissionRows,
  ...missingRows,
  ...conflictRows,
  ...invalidRows,
  ...serverTroubleRows,
  ...answerTroubleRows,
  ...networkTroubleRows,
];

/** Rows that only repeat the server's words because its reason is not one we know. */
export const generalRows: ReadonlySet<string> = new Set([
  'unauthorized',
  'forbidden',
  'invalid',
  'unknown',
]);

/** What to tell the person about a failed call. Never throws, never holds a secret. */
export function explain(error: ApiError, context: ExplainContext = {}): Explanation {
  const row = explanationTable.find((candidate) => isAbout(candidate, error));
  if (!row) {
    return {
      row: 'unknown',
      happened: t('The control plane refused the request ({0}).', error.status ?? error.code),
      why: withFate(error, t('It says: {0}', error.reason)),
      button: button.showLog,
    };
  }
  const { id, happened, tellsFate } = row;
  const why = typeof row.why === 'string' ? row.why : row.why(error);
  return {
    row: id,
    happened: typeof happened === 'string' ? happened : happened(error),
    why: tellsFate ? why : withFate(error, why),
    button: typeof row.button === 'function' ? row.button(error, context) : row.button,
  };
}
