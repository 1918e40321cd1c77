import { t } from '@vscode/l10n';
import { keyLabel } from '../domain/keys/keyLabel.ts';
import { mayPress } from '../domain/managingCommands.ts';
import type { KeyRow } from '../editor/keys/snapshot.ts';
import { ApiError } from '../client/apiError.ts';
import { explain } from '../client/explain.ts';
import type { ExplainContext } from '../client/explain/row.ts';
import type { Remedy } from '../domain/errors.ts';
import { describeError } from '../editor/report.ts';
import type { KeyInstead } from './keyInstead.ts';
import type { PlaygroundState } from './protocol/playground.ts';

/** Why something was in vain, as the page shows it, and what its button does. */
export interface ShownRefusal {
  readonly shown: NonNullable<PlaygroundState['refusal']>;
  /** A key with which it is done instead, in one press; before the remedy. */
  readonly instead: KeyRow | undefined;
  readonly remedy: Remedy | undefined;
  readonly requestId: string | undefined;
}

/** Explains what was thrown; `context` names the key that was used. */
export async function refusalOf(
  error: unknown,
  context: ExplainContext,
  instead?: KeyInstead,
): Promise<ShownRefusal> {
  const { happened, why, remedy, requestId } =
    error instanceof ApiError ? explained(error, context) : await described(error);
  return {
    shown: {
      happened,
      why,
      requestId: requestId ?? null,
      instead: instead === undefined ? null : useInstead(instead),
      action: remedy?.label ?? null,
    },
    instead: instead?.row,
    remedy,
    requestId,
  };
}

/** Without the button that this person's role may not press. */
export function shownRefusal(
  { shown, remedy }: ShownRefusal,
  role: string | undefined,
): ShownRefusal['shown'] {
  const helps = remedy !== undefined && mayPress(role, remedy.command);
  return helps ? shown : { ...shown, action: null };
}

function useInstead({ row, scope }: KeyInstead): string {
  const label = keyLabel(row);
  return scope === undefined
    ? t('Use {0} Instead', label)
    : t('Use {0}, Which Has {1}', label, scope);
}

function explained(error: ApiError, context: ExplainContext) {
  const { happened, why, button: remedy } = explain(error, context);
  return { happened, why, remedy, requestId: error.requestId };
}

async function described(error: unknown) {
  const { sentence, remedies, requestId } = await describeError(error);
  return { happened: sentence, why: '', remedy: remedies[0], requestId };
}
