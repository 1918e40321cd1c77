import { t } from '@vscode/l10n';
import { commands } from 'vscode';
import * as z from 'zod/mini';
import { CancelledError, UserFacingError } from '../../domain/errors.ts';
import type { AccountRow } from '../../editor/keys/snapshot.ts';
import { pick } from '../../editor/prompts.ts';
import { pickStep, type StepAt } from '../../editor/steps.ts';
import type { Services } from '../../services.ts';
import { accountChoices } from '../chooseAccount.ts';

const created = z.looseObject({ serviceAccountId: z.string() });

/**
 * The service account that is to own a key: the given one, the only active one, or the one the
 * person picks or creates. @throws UserFacingError when the given one cannot own keys; CancelledError
 */
export async function chooseOwner(
  services: Services,
  given: string | undefined,
  title: string,
  at?: StepAt,
): Promise<string> {
  const active = services.keyList.snapshot.accounts.filter(
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
      ...accountChoices(services, active),
      { label: t('Create Service Account…'), value: undefined },
    ];
    const question = { title, placeHolder: t('Which service account owns it?') };
    const chosen = await (at
      ? pickStep<AccountRow | undefined>(choices, question, at)
      : pick<AccountRow | undefined>(choices, question));
    if (chosen !== undefined) return chosen.account.service_account_id;
  }
  const made = created.safeParse(await commands.executeCommand('keyrail.createServiceAccount'));
  // The command has already told why it made none, or the person dismissed it.
  if (!made.success) throw new CancelledError();
  return made.data.serviceAccountId;
}
