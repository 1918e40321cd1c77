import { t } from '@vscode/l10n';
import { workspace } from 'vscode';
import { firstRunScope } from '../../domain/keys/scopes.ts';
import { askedOn, whereText } from '../../editor/connection/askedOn.ts';
import { answeredArgument, isOwnArgument, ownArgument } from '../../editor/ownArguments.ts';
import { confirm } from '../../editor/prompts.ts';
import { readSetting } from '../../editor/settings.ts';
import type { Services } from '../../services.ts';
import type { ChoosesEnvFile, HasKeyList } from '../ports.ts';
import { bootstrapWorkspace } from '../workspace/bootstrapWorkspace.ts';
import { connect } from '../connection/connect.ts';
import { createKey } from '../keys/createKey.ts';
import { createServiceAccount } from '../workspace/createServiceAccount.ts';
import { agreeToWrite, type Agreed } from '../placements/writeSomewhere.ts';
import { writeUntold } from '../placements/writeToEnv.ts';
import { makeDemoRun } from './runDemo.ts';
import { onKeys } from '../keys/editorPorts.ts';
import { tellFirstKey } from './tellFirstKey.ts';

/**
 * The whole way in one go: whatever is missing of connection, baseline and service account, then a
 * narrow key, its line in `.env`, and the demo run that proves it. In a window without a connection one
 * question shows all of it before anything is made. Where a control
 * plane is connected already, the person is asked first, unless they pressed the page's button: a command
 * without arguments may also be the wish of a folder.
 */
export async function quickStart(services: Services, argument: unknown) {
  const isFirst = services.connections.current() === undefined;
  // Before anything is made: whoever wrote this call, a person sees first what it comes to.
  const agreed = isFirst ? await agreeToAll(services) : undefined;
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
  const { keyId } = await onKeys(createKey)(
    services,
    // The question for production has been answered once for all of it.
    answeredArgument({
      serviceAccountId: await anyOwner(services),
      scope: [firstRunScope],
      name: nameHere(),
    }),
  );
  const written = await writeHere(services, keyId, agreed);
  const { run, row } = await makeDemoRun(services, ownArgument({ keyId }));
  void tellFirstKey(services, run, row, written);
  return { runId: run.run_id, traceId: run.trace_id, status: run.status, keyId };
}

/** Without a folder there is no .env; the key works all the same. */
async function writeHere(services: Services, keyId: string, agreed: Agreed | undefined) {
  try {
    if (!workspace.workspaceFolders) return undefined;
    return await writeUntold(services, keyId, {}, true, agreed);
  } finally {
    // The button that began all this is gone, and so is the dialog.
    services.keyFocus.show(keyId);
  }
}

function nameHere(): string {
  return workspace.workspaceFolders?.[0]?.name ?? 'first run';
}

/** One question for all of it: the control plane, the key, and each line of `.env`. @throws CancelledError */
async function agreeToAll(services: ChoosesEnvFile): Promise<Agreed | undefined> {
  const occasion = {
    message: t('Create a key on this machine and make a demo run?'),
    detail: t(
      'The control plane inside this editor makes the key {0} with the scope {1}, for 90 days. No account.',
      nameHere(),
      firstRunScope,
    ),
  };
  if (!workspace.workspaceFolders) {
    await confirm({ ...occasion, buttons: [t('Create Key')] });
    return undefined;
  }
  const baseUrl = `http://127.0.0.1:${readSetting('localControlPlane.port')}`;
  return agreeToWrite(services, baseUrl, { ...occasion, button: t('Create Key and Write') });
}

async function anyOwner(services: HasKeyList): Promise<string> {
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
