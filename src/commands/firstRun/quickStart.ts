import { t } from '@vscode/l10n';
import { workspace } from 'vscode';
import { firstRunScope } from '../../domain/keys/scopes.ts';
import { askedOn, whereText } from '../../editor/connection/production.ts';
import { answeredArgument, isOwnArgument, ownArgument } from '../../editor/ownArguments.ts';
import { confirm } from '../../editor/prompts.ts';
import type { Services } from '../../services.ts';
import { bootstrapWorkspace } from '../workspace/bootstrapWorkspace.ts';
import { connect } from '../connection/connect.ts';
import { createKey } from '../keys/createKey.ts';
import { createServiceAccount } from '../workspace/createServiceAccount.ts';
import { runDemo } from './runDemo.ts';
import { writeSecretToEnv } from '../placements/writeToEnv.ts';

/**
 * The whole way in one go: whatever is missing of connection, baseline and service account, then a
 * narrow key, its line in `.env` after the preview, and the demo run that proves it. Where a control
 * plane is connected already, the person is asked first, unless they pressed the page's button: a command
 * without arguments may also be the wish of a folder.
 */
export async function quickStart(services: Services, argument: unknown) {
  const isFirst = services.connections.current() === undefined;
  if (isFirst) await connect(services, answeredArgument({ kind: 'local' }));
  const { context } = await services.keyList.here();
  if (!isFirst && (context.connection.production || !isOwnArgument(argument))) {
    const create = t('Create Key and Make Demo Run');
    await confirm({
      message: askedOn(context.connection, t('{0}?', create), (name) =>
        t('{0} on production {1}?', create, name),
      ),
      detail: whereText(context),
      buttons: [create],
    });
  }
  const { detail } = services.keyList.snapshot;
  if (!detail?.onboarding.checklist.baseline_ready) {
    await bootstrapWorkspace(services, answeredArgument({}));
  }
  const { keyId } = await createKey(
    services,
    // The question for production has been answered once for all of it.
    answeredArgument({
      serviceAccountId: await anyOwner(services),
      scope: [firstRunScope],
      name: workspace.workspaceFolders?.[0]?.name ?? 'first run',
    }),
  );
  // Without a folder there is no .env; the key works all the same.
  try {
    if (workspace.workspaceFolders) await writeSecretToEnv(services, keyId, {}, true);
  } finally {
    // The button that began all this is gone, and so is the dialog.
    services.keyFocus.show(keyId);
  }
  return runDemo(services, ownArgument({ keyId }));
}

async function anyOwner(services: Services): Promise<string> {
  const active = services.keyList.snapshot.accounts.find(
    ({ account }) => account.status === 'active',
  );
  if (active) return active.account.service_account_id;
  const taken = new Set(services.keyList.snapshot.accounts.map(({ account }) => account.name));
  let name = 'local-dev';
  // The name of a disabled account stays taken for ever.
  for (let number = 2; taken.has(name); number++) name = `local-dev-${number}`;
  return (await createServiceAccount(services, { name })).serviceAccountId;
}
