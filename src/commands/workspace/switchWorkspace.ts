import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { roleName } from '../../domain/roles.ts';
import { UserFacingError } from '../../domain/errors.ts';
import { pick } from '../../editor/prompts.ts';
import type { Services } from '../../services.ts';
import type { Workspace } from '../../wire/workspaces.ts';
import { parseArguments } from '../argument.ts';
import { openCurrent } from '../firstRun/openCurrent.ts';

const switchArguments = z.strictObject({ workspaceId: z.optional(z.string()) });

/** Chooses the control-plane workspace that this VS Code workspace works in. */
export async function switchWorkspace(services: Services, argument: unknown) {
  const { workspaceId } = parseArguments(switchArguments, argument);
  // Also for who sees no keys where they are now, so without `keyRing.here`.
  const { connection, management } = await openCurrent(services);
  const { workspaces } = await management.me();
  const chosen =
    workspaceId === undefined
      ? await choose(services, workspaces)
      : workspaces.find((each) => each.workspace_id === workspaceId);
  if (!chosen) {
    throw new UserFacingError(
      t(
        'You are not a member of the control-plane workspace {0} on {1}.',
        workspaceId ?? '',
        connection.name,
      ),
    );
  }
  await services.connections.useWorkspace(connection, chosen.workspace_id);
  await services.keyRing.refresh();
  return { workspaceId: chosen.workspace_id };
}

function choose(services: Services, workspaces: readonly Workspace[]): Promise<Workspace> {
  if (workspaces.length === 0) {
    throw new UserFacingError(t('You are not a member of any control-plane workspace here.'), [
      { label: t('Create a control-plane workspace…'), command: 'keyrail.createWorkspace' },
    ]);
  }
  const here = services.keyRing.snapshot.context?.workspaceId;
  return pick(
    workspaces.map((workspace) => ({
      label: workspace.display_name,
      description: [
        ...(workspace.membership_role ? [roleName(workspace.membership_role)] : []),
        ...(workspace.workspace_id === here ? [t('used here')] : []),
      ].join(' · '),
      detail: [workspace.organization_display_name, workspace.workspace_id]
        .filter(Boolean)
        .join(' · '),
      value: workspace,
    })),
    { title: t('Switch control-plane workspace') },
  );
}
