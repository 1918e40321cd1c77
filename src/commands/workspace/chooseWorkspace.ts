import { t } from '@vscode/l10n';
import { serverWord } from '../../domain/text/serverWords.ts';
import { UserFacingError } from '../../domain/errors.ts';
import type { Workspace } from '../../wire/workspaces.ts';
import type { Asking } from '../ports.ts';

/**
 * Asks for one of the control-plane workspaces that this person is in; `here` is the id of the one in
 * use. @throws CancelledError, UserFacingError where there is none
 */
export function chooseWorkspace(
  { prompter }: Asking,
  workspaces: readonly Workspace[],
  { title, here }: { readonly title: string; readonly here?: string | undefined },
): Promise<Workspace> {
  if (workspaces.length === 0) {
    throw new UserFacingError(t('You are not a member of any control-plane workspace here.'), [
      { label: t('Create Control-Plane Workspace…'), command: 'keyrail.createWorkspace' },
    ]);
  }
  return prompter.pick(
    workspaces.map((workspace) => ({
      label: workspace.display_name,
      description: [
        ...(workspace.membership_role ? [serverWord(workspace.membership_role)] : []),
        ...(workspace.workspace_id === here ? [t('used here')] : []),
      ].join(' · '),
      detail: [workspace.organization_display_name, workspace.workspace_id]
        .filter(Boolean)
        .join(' · '),
      value: workspace,
    })),
    { title, placeHolder: t('Which control-plane workspace is this window for?') },
  );
}
