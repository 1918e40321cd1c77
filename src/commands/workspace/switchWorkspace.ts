import { t } from '@vscode/l10n';
import * as z from 'zod/mini';
import { UserFacingError } from '../../domain/errors.ts';
import type { Asking, ListedKeys, ControlPlanes } from '../ports.ts';
import { parseArguments } from '../argument.ts';
import { openCurrent } from '../firstRun/openCurrent.ts';
import { chooseWorkspace } from './chooseWorkspace.ts';

const switchArguments = z.strictObject({ workspaceId: z.optional(z.string()) });

/** Chooses the control-plane workspace that this VS Code workspace works in. */
export async function switchWorkspace(
  ports: Asking & ListedKeys & ControlPlanes,
  argument: unknown,
) {
  const { workspaceId } = parseArguments(switchArguments, argument);
  // Also for who sees no keys where they are now, so without `keyList.here`.
  const { connection, management } = await openCurrent(ports);
  const { workspaces } = await management.me();
  const chosen =
    workspaceId === undefined
      ? await chooseWorkspace(ports, workspaces, {
          title: t('Switch Control-Plane Workspace'),
          here: ports.keyList.snapshot.context?.workspaceId,
        })
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
  await ports.connections.useWorkspace(connection, chosen.workspace_id);
  await ports.keyList.refresh();
  return { workspaceId: chosen.workspace_id };
}
