import { t } from '@vscode/l10n';
import type { ApiError } from '../../client/apiError.ts';
import { explain } from '../../client/explain.ts';
import { waitText } from '../../editor/secrets/waitText.ts';
import type { WaitsFor } from '../../lifecycle/model/events.ts';

/**
 * What a person is told of an operation that goes on by itself later: what happened, what it waits for, and
 * what may be so meanwhile. Nothing is promised of a secret that may be in an answer that was lost.
 */
export function waitingText(reason: WaitsFor, error: ApiError | undefined): string {
  return [
    ...(error === undefined ? [] : [explain(error).happened]),
    waitText(reason),
    reason === 'server'
      ? t('It may have been carried out all the same; it is settled by itself then.')
      : t('Then it finishes by itself.'),
  ].join(' ');
}
