import { t } from '@vscode/l10n';
import { workspace } from 'vscode';
import { firstRunScope } from '../../domain/keys/scopes.ts';
import { askedOn, whereText } from '../../editor/connection/askedOn.ts';
import { answeredArgument, isOwnArgument, ownArgument } from '../../editor/ownArguments.ts';
import { readSetting } from '../../editor/settings.ts';
import type { Asking, Telling, ListedKeys, LocalKeys, EnvWrites } from '../ports.ts';
import { bootstrapWorkspace } from '../workspace/bootstrapWorkspace.ts';
import { connect, type Connects } from '../connection/connect.ts';
import { createKey, type CreatesKeys } from '../keys/createKey.ts';
import { createServiceAccount } from '../workspace/createServiceAccount.ts';
import { agreeToWrite, type Agreed } from '../placements/writeSomewhere.ts';
import { writeUntold, type WritesSecrets } from '../placements/writeToEnv.ts';
import { makeDemoRun, type RunsDemo } from './runDemo.ts';
import { tellFirstKey } from './tellFirstKey.ts';
import { callWith } from '../prompter.ts';

/** What the whole way stands on. */
type QuickStarts = Connects & CreatesKeys & RunsDemo & WritesSecrets;

/**
 * The whole way in one go: whatever is missing of connection, baseline and service account, then a
 * narrow key, its line in `.env`, and the demo run that proves it. In a window without a connection one
 * question shows all of it before anything is made. Where a control
 * plane is connected already, the person is asked first, unless they pressed the page's button: a command
 * without arguments may also be the wish of a folder.
 */
export async function quickStart(ports: QuickStarts, argument: unknown) {
  const isFirst = ports.connections.current() === undefined;
  // Before anything is made: whoever wrote this call, a person sees first what it comes to.
  const agreed = isFirst ? await agreeToAll(ports) : undefined;
  if (isFirst) await callWith(ports, connect, answeredArgument({ kind: 'local' }));
  const { context } = await ports.keyList.here();
  if (!isFirst && (context.connection.production || !isOwnArgument(argument))) {
    const create = t('Create Key and Make Demo Run');
    await ports.prompter.confirm({
      message: askedOn(context.connection, t('{0}?', create), (name) =>
        t('{0} on production {1}?', create, name),
      ),
      detail: whereText(context),
      buttons: [create],
    });
  }
  const { detail } = ports.keyList.snapshot;
  if (!detail?.onboarding.checklist.baseline_ready) {
    await callWith(ports, bootstrapWorkspace, answeredArgument({}));
  }
  const { keyId } = await callWith(
    ports,
    createKey,
    // The question for production has been answered once for all of it.
    answeredArgument({
      serviceAccountId: await anyOwner(ports),
      scope: [firstRunScope],
      name: nameHere(),
    }),
  );
  const written = await writeHere(ports, keyId, agreed);
  const { run, row } = await callWith(ports, makeDemoRun, ownArgument({ keyId }));
  void tellFirstKey(ports, run, row, written);
  return { runId: run.run_id, traceId: run.trace_id, status: run.status, keyId };
}

/** Without a folder there is no .env; the key works all the same. */
async function writeHere(
  ports: WritesSecrets & LocalKeys,
  keyId: string,
  agreed: Agreed | undefined,
) {
  try {
    if (!workspace.workspaceFolders) return undefined;
    return await writeUntold(ports, keyId, {}, true, agreed);
  } finally {
    // The button that began all this is gone, and so is the dialog.
    ports.keyFocus.show(keyId);
  }
}

function nameHere(): string {
  return workspace.workspaceFolders?.[0]?.name ?? 'first run';
}

/** One question for all of it: the control plane, the key, and each line of `.env`. @throws CancelledError */
async function agreeToAll(ports: Asking & EnvWrites): Promise<Agreed | undefined> {
  const occasion = {
    message: t('Create a key on this machine and make a demo run?'),
    detail: t(
      'The control plane inside this editor makes the key {0} with the scope {1}, for 90 days. No account.',
      nameHere(),
      firstRunScope,
    ),
  };
  if (!workspace.workspaceFolders) {
    await ports.prompter.confirm({ ...occasion, buttons: [t('Create Key')] });
    return undefined;
  }
  const baseUrl = `http://127.0.0.1:${readSetting('localControlPlane.port')}`;
  return agreeToWrite(ports, baseUrl, { ...occasion, button: t('Create Key and Write') });
}

async function anyOwner(ports: Asking & Telling & ListedKeys): Promise<string> {
  const active = ports.keyList.snapshot.accounts.find(({ account }) => account.status === 'active');
  if (active) return active.account.service_account_id;
  const taken = new Set(ports.keyList.snapshot.accounts.map(({ account }) => account.name));
  let name = 'local-dev';
  // The name of a disabled account stays taken for ever.
  for (let number = 2; taken.has(name); number++) name = `local-dev-${number}`;
  return (await callWith(ports, createServiceAccount, { name })).serviceAccountId;
}
