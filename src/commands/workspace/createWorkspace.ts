import { t } from '@vscode/l10n';
import { randomUUID } from 'node:crypto';
import { UserFacingError } from '../../domain/errors.ts';
import { slugProblem, suggestSlug, workspaceIds } from '../../domain/workspaceNames.ts';
import { productionQuestion } from '../../editor/connection/askedOn.ts';
import type { Asking, Telling, ListedKeys, ControlPlanes } from '../ports.ts';
import type { Workspace } from '../../wire/workspaces.ts';
import { openCurrent, type OpensCurrent } from '../firstRun/openCurrent.ts';

const title = t('Create Control-Plane Workspace');

/** What creating a control-plane workspace stands on. */
type CreatesWorkspaces = Asking &
  Telling &
  ListedKeys &
  OpensCurrent & { readonly connections: Pick<ControlPlanes['connections'], 'useWorkspace'> };

/** Creates a control-plane workspace and works there from then on. */
export async function createWorkspace(ports: CreatesWorkspaces) {
  const { connection, management } = await openCurrent(ports);
  const { workspaces } = await management.me();
  const organization = await chooseOrganization(ports, workspaces);
  const name = await ports.prompter.ask({
    title,
    prompt: t('Its name, in {0}', organization.label),
    validateInput: (text) => (text.trim() === '' ? t('Give it a name.') : undefined),
  });
  const slug = await ports.prompter.ask({
    title,
    prompt: t('Its slug: lower-case words and digits, joined by hyphens'),
    value: suggestSlug(name),
    validateInput: (text) => slugProblem(text.trim()),
  });
  const place = { connection };
  const question = productionQuestion(place, t('Create Control-Plane Workspace {0}', name));
  // No yes from before holds for it: name and slug were said only now.
  if (question) await ports.prompter.confirm(question);
  const ids = workspaceIds(slug);
  const created = await ports.withProgress(t('Creating the control-plane workspace'), (signal) =>
    management.createWorkspace(
      {
        organization_id: organization.id,
        slug,
        display_name: name,
        tenant_id: ids.tenantId,
        workspace_id: ids.workspaceId,
        ...(organization.planId === null ? {} : { plan_id: organization.planId }),
      },
      { idempotencyKey: randomUUID(), signal },
    ),
  );
  await ports.connections.useWorkspace(connection, created.workspace.workspace_id);
  await ports.keyList.refresh();
  return { workspaceId: created.workspace.workspace_id };
}

interface Organization {
  readonly id: string;
  readonly label: string;
  /** The plan of its present control-plane workspace. */
  readonly planId: string | null;
}

/**
 * The organization of the control-plane workspace used here; else one that the person picks, or, as a
 * member of none, names by its id: the API lists no organizations.
 */
async function chooseOrganization(
  ports: Asking & ListedKeys,
  workspaces: readonly Workspace[],
): Promise<Organization> {
  const known = workspaces.map((row) => ({
    id: row.organization_id,
    label: row.organization_display_name ?? row.organization_id,
    planId: row.plan_id,
    isHere: row.workspace_id === ports.keyList.snapshot.context?.workspaceId,
  }));
  const here = known.find(({ isHere }) => isHere);
  if (here) return here;
  const different = [...new Map(known.map((each) => [each.id, each])).values()];
  if (different.length > 0) {
    return ports.prompter.pick(
      different.map((each) => ({ label: each.label, description: each.id, value: each })),
      { title, placeHolder: t('In which organization?') },
    );
  }
  const id = await ports.prompter.ask({
    title,
    prompt: t('Id of your organization, from who runs the control plane'),
  });
  if (id === '')
    throw new UserFacingError(t('A control-plane workspace belongs to an organization.'));
  return { id, label: id, planId: null };
}
