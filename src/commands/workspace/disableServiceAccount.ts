import { t } from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import { ApiError } from '../../client/apiError.ts';
import { keyLabel } from '../../domain/keys/keyLabel.ts';
import { isUsable } from '../../domain/keys/keyStatus.ts';
import { atOf } from '../../editor/keys/snapshot.ts';
import { askedOn, whereText } from '../../editor/connection/askedOn.ts';
import type { Session } from '../../editor/connection/session.ts';
import { requireManagement } from '../../editor/connection/role.ts';
import { record } from '../../lifecycle/steps/ledgerNote.ts';
import type { Asking, Telling, ListedKeys, Operations } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { chooseAccount } from '../chooseAccount.ts';

const disableArguments = z.strictObject({
  serviceAccountId: z.optional(z.string()),
});

/** Disables a service account for ever, after naming the keys that stop working with it. */
export async function disableServiceAccount(
  ports: Asking & Telling & ListedKeys & Operations,
  argument: unknown,
) {
  const given = parseArguments(disableArguments, argument);
  const { session, context } = await ports.keyList.here();
  requireManagement(context, t('disable service accounts'));
  const question = {
    title: t('Disable Service Account'),
    none: t('There is no active service account.'),
    unknown: (id: string) => t('There is no active service account {0}.', id),
  };
  const { account } = await chooseAccount(
    ports,
    given.serviceAccountId,
    question,
    (row) => row.account.status === 'active',
  );
  await ports.prompter.confirmOnce({
    message: askedOn(context.connection, t('Disable service account {0}?', account.name), (name) =>
      t('Disable service account {0} on production {1}?', account.name, name),
    ),
    detail: [
      t(
        '{0} This cannot be undone, and the name stays taken.',
        whatStops(ports, account.service_account_id),
      ),
      whereText(context),
    ],
    buttons: [t('Disable Service Account')],
  });
  const { management } = session;
  const { workspaceId } = context;
  const serviceAccountId = account.service_account_id;
  const lifecycle = await ports.lifecycle();
  const note = () =>
    record(lifecycle, {
      kind: 'disable-account',
      ...atOf(context),
      detail: serviceAccountId,
    });
  try {
    await ports.withProgress(t('Disabling the service account'), (signal) =>
      management.disableServiceAccount(workspaceId, serviceAccountId, {
        idempotencyKey: randomUUID(),
        signal,
      }),
    );
    await note();
  } catch (error) {
    // Unnoted, it would later be told as somebody else's doing.
    if (await isDisabledAllTheSame(management, workspaceId, serviceAccountId, error)) await note();
    throw error;
  } finally {
    await ports.keyList.refresh();
  }
  return { serviceAccountId };
}

/** Whether the account is disabled by a request that was stopped, or whose answer was lost. */
async function isDisabledAllTheSame(
  management: Session['management'],
  workspaceId: string,
  serviceAccountId: string,
  error: unknown,
): Promise<boolean> {
  if (!(error instanceof ApiError) || !error.mayHaveCommitted) return false;
  // Where this fails too, the first failure is the one to tell.
  const accounts = await management.serviceAccounts(workspaceId).catch(() => []);
  return accounts.some(
    (account) => account.service_account_id === serviceAccountId && account.status === 'disabled',
  );
}

function whatStops(ports: ListedKeys, serviceAccountId: string): string {
  const live = ports.keyList.snapshot.keys.filter(
    ({ key, status }) => key.service_account_id === serviceAccountId && isUsable(status),
  );
  if (live.length === 0) return t('None of its keys is live.');
  const names = live.slice(0, 5).map((row) => keyLabel(row));
  const more = live.length - names.length;
  return more > 0
    ? t('These keys stop working at once: {0} and {1} more.', names.join(', '), more)
    : t('These keys stop working at once: {0}.', names.join(', '));
}
