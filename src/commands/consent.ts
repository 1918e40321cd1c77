import { t } from '@vscode/l10n';
import { extensions } from 'vscode';
import { whereText } from '../editor/connection/askedOn.ts';
import { readSetting } from '../editor/settings.ts';
import { answeredArgument, isRowArgument } from '../editor/ownArguments.ts';
import { confirm } from '../editor/prompts.ts';
import type { ListedKeys, ControlPlanes } from './ports.ts';
import { describeArguments } from './describeArguments.ts';
import { callPolicies } from './callPolicies.ts';
import { notChosen } from './notChosen.ts';
import type { CommandId } from '../domain/commandIds.ts';

/**
 * Has the person say yes to what a program called a command with. An argument is no will: what it says
 * fills in what would be asked, and is shown whole before anything happens.
 * @throws CancelledError where the person declines
 */
export async function requireConsent(
  ports: ListedKeys & ControlPlanes,
  id: CommandId,
  argument: unknown,
): Promise<void> {
  // What acts on a row asks by itself, as with a key that was picked from a list.
  if (isRowArgument(argument)) return;
  const given = typeof argument === 'object' && argument !== null ? argument : {};
  if (readSetting('automation')) {
    answeredArgument(given);
    return;
  }
  const policy = callPolicies[id];
  if (policy === 'looks' || policy === 'confirms') return;
  if (policy === 'prompts' && given !== argument) return;
  const { snapshot } = ports.keyList;
  await confirm({
    message: t('Run “{0}” as a program asks?', titleOf(id)),
    detail: [notChosen(), describeArguments(given, snapshot), placeText(ports)],
    buttons: [t('Run Once')],
  });
  answeredArgument(given);
}

function placeText({ keyList, connections }: ListedKeys & ControlPlanes): string {
  const { context } = keyList.snapshot;
  if (context) return whereText(context);
  const current = connections.current();
  return current ? t('Connection: {0}', current.name) : t('Keyrail is not connected.');
}

/** As the palette shows it; VS Code hands over the manifest in the person's language. */
function titleOf(id: CommandId): string {
  // `as`: it is our own manifest.
  const manifest = extensions.getExtension('keyrail.keyrail')?.packageJSON as
    | { readonly contributes: { readonly commands: readonly { command: string; title: string }[] } }
    | undefined;
  return manifest?.contributes.commands.find(({ command }) => command === id)?.title ?? id;
}
