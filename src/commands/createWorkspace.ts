import { randomUUID } from 'node:crypto';
import { UserFacingError } from '../domain/errors.ts';
import { slugProblem, suggestSlug, workspaceIds } from '../domain/workspaceNames.ts';
import { ask, withProgress } from '../editor/prompts.ts';
import { confirmOnProduction } from '../editor/production.ts';
import type { Services } from '../services.ts';

/** Creates a control-plane workspace beside the present one and works there from then on. */
export async function createWorkspace(services: Services) {
  const { session, context } = await services.keyRing.here();
  const { workspaces } = await session.management.me();
  const here = workspaces.find((row) => row.workspace_id === context.workspaceId);
  if (!here)
    throw new UserFacingError('The present control-plane workspace is gone. Refresh first.');
  const title = 'Create a control-plane workspace';
  const name = await ask({
    title,
    prompt: `Its name, in ${here.organization_display_name ?? here.organization_id}`,
    validateInput: (text) => (text.trim() === '' ? 'Give it a name.' : undefined),
  });
  const slug = await ask({
    title,
    prompt: 'Its slug: lower-case words and digits, joined by hyphens',
    value: suggestSlug(name),
    validateInput: (text) => slugProblem(text.trim()),
  });
  await confirmOnProduction(context, `Create control-plane workspace ${name}`);
  const ids = workspaceIds(slug);
  const created = await withProgress('Creating the control-plane workspace', (signal) =>
    session.management.createWorkspace(
      {
        organization_id: here.organization_id,
        slug,
        display_name: name,
        tenant_id: ids.tenantId,
        workspace_id: ids.workspaceId,
        ...(here.plan_id === null ? {} : { plan_id: here.plan_id }),
      },
      { idempotencyKey: randomUUID(), signal },
    ),
  );
  await services.connections.useWorkspace(context.connection, created.workspace.workspace_id);
  await services.keyRing.refresh();
  return { workspaceId: created.workspace.workspace_id };
}
