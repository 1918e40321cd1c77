import { t } from '@vscode/l10n';
import { UserFacingError } from '../../domain/errors.ts';
import type { AccountRow } from '../../editor/keys/snapshot.ts';
import { type StepAt } from '../../editor/inSteps.ts';
import { accountChoices } from '../accountChoices.ts';
import type { Asking, ListedKeys } from '../ports.ts';

/**
 * The service account that is to own a key: the given one, the only active one, or the one the
 * person picks or creates. @throws UserFacingError when the given one cannot own keys; CancelledError
 */
export async function chooseOwner(
  ports: Asking & ListedKeys,
  given: string | undefined,
  title: string,
  at?: StepAt,
): Promise<string> {
  const active = ports.keyList.snapshot.accounts.filter(
    ({ account }) => account.status === 'active',
  );
  if (given !== undefined) {
    if (!active.some(({ account }) => account.service_account_id === given)) {
      throw new UserFacingError(t('There is no active service account {0}.', given), [
        { label: t('Create Service Account…'), command: 'keyrail.createServiceAccount' },
      ]);
    }
    return given;
  }
  const [only, ...others] = active;
  if (only && others.length === 0) return only.account.service_account_id;
  if (only) {
    const choices = [
      ...accountChoices(ports, active),
      { label: t('Create Service Account…'), value: undefined },
    ];
    const question = { title, placeHolder: t('Which service account owns it?') };
    const chosen = await (at
      ? ports.prompter.pickStep<AccountRow | undefined>(choices, question, at)
      : ports.prompter.pick<AccountRow | undefined>(choices, question));
    if (chosen !== undefined) return chosen.account.service_account_id;
  }
  return ports.createAccount();
}
