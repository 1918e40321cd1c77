import { t } from '@vscode/l10n';
import { env } from 'vscode';
import { ApiError } from '../client/apiError.ts';
import { CancelledError, UserFacingError, type Remedy } from '../domain/errors.ts';
import type { Log } from './log.ts';
import { notify } from './notify.ts';
import { press } from './press.ts';

/** What the person is told about an error. */
export interface Description {
  readonly sentence: string;
  readonly remedies: readonly Remedy[];
  readonly requestId: string | undefined;
}

const copyRequestId = t('Copy Request ID');

/** Turns whatever was thrown into a sentence and buttons; a bug gets the log as its button. */
export async function describeError(error: unknown): Promise<Description> {
  if (error instanceof UserFacingError) {
    return { sentence: error.message, remedies: error.remedies, requestId: undefined };
  }
  if (error instanceof ApiError) {
    const { explain } = await import('./onTrouble.ts');
    const { happened, why, button } = explain(error);
    return {
      sentence: `${happened} ${why}`,
      remedies: [button],
      requestId: error.requestId,
    };
  }
  return {
    sentence: t('Something went wrong inside Keyrail. The log says what.'),
    remedies: [{ label: t('Show Log'), command: 'keyrail.showLog' }],
    requestId: undefined,
  };
}

/** Whether a call ended because its caller stopped it. */
export function isStop(error: unknown): error is ApiError {
  return error instanceof ApiError && error.kind === 'aborted';
}

/** Tells the person about an error, once, and runs the button they press. */
export async function report(error: unknown, log: Log): Promise<void> {
  if (error instanceof CancelledError) return;
  // What had been sent may be done all the same: that is no secret of ours.
  if (isStop(error) && !error.mayHaveCommitted) return;
  log.error('A command failed.', error);
  const { sentence, remedies, requestId } = await describeError(error);
  const labels = remedies.map((remedy) => remedy.label);
  const buttons = requestId ? [...labels, copyRequestId] : labels;
  const pressed = await notify.error(sentence, ...buttons);
  if (pressed === copyRequestId && requestId) {
    await env.clipboard.writeText(requestId);
    return;
  }
  await press(remedies, pressed);
}
