import { pick } from '../editor/prompts.ts';
import type { Services } from '../services.ts';

/** Chooses the control-plane workspace that this VS Code workspace works in. */
export async function switchWorkspace(services: Services) {
  const { session, context } = await services.keyRing.here();
  const { workspaces } = await session.management.me();
  const chosen = await pick(
    workspaces.map((workspace) => ({
      label: workspace.display_name,
      description: [
        workspace.membership_role ?? '',
        workspace.workspace_id === context.workspaceId ? 'used here' : '',
      ]
        .filter(Boolean)
        .join(' · '),
      detail: workspace.workspace_id,
      value: workspace,
    })),
    { title: 'Switch control-plane workspace' },
  );
  await services.connections.useWorkspace(context.connection, chosen.workspace_id);
  await services.keyRing.refresh();
  return { workspaceId: chosen.workspace_id };
}
