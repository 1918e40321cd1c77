import { t } from '@vscode/l10n';
import type { Uri } from 'vscode';
import { CancelledError, UserFacingError } from '../../domain/errors.ts';
import { parseLink, type Link } from '../../domain/text/link.ts';
import { serverWord } from '../../domain/text/serverWords.ts';
import { confirm } from '../../editor/prompts.ts';
import { askedOn, whereText } from '../../editor/connection/askedOn.ts';
import { report } from '../../editor/report.ts';
import type { SessionContext } from '../../editor/keys/snapshot.ts';
import type { Services } from '../../services.ts';
import { windowPorts } from '../windowPorts.ts';
import type { ListedKeys, ControlPlanes } from '../ports.ts';
import { createKey } from '../keys/createKey.ts';
import { openCurrent } from '../firstRun/openCurrent.ts';
import { openPlayground } from '../firstRun/openPlayground.ts';

/**
 * Opens what a link asks for, after naming where it wants to go. Nothing is changed before the
 * person has answered the same questions as without a link. Never rejects.
 */
export async function openLink(services: Services, uri: Uri): Promise<void> {
  const ports = windowPorts(services, undefined);
  try {
    const link = parseLink(uri.path, uri.query);
    const context = await agree(ports, link);
    if (context.workspaceId !== ports.keyList.snapshot.context?.workspaceId) {
      await ports.connections.useWorkspace(context.connection, context.workspaceId);
      await ports.keyList.refresh();
    }
    if (link.to === 'create') await createKey(ports, undefined, link.scopes);
    else await openPlayground(ports, undefined);
  } catch (error) {
    if (!(error instanceof CancelledError)) await report(error, ports.log);
  }
}

/** The place the person agreed to go to. @throws CancelledError */
async function agree(ports: ListedKeys & ControlPlanes, link: Link): Promise<SessionContext> {
  const there = await find(ports, link);
  const here = ports.keyList.snapshot.context;
  const isElsewhere = here !== undefined && here.workspaceId !== there.workspaceId;
  const scopes = link.scopes.join(', ');
  const message =
    link.to === 'create'
      ? askedOn(there.connection, t('A link wants to create a key ({0})', scopes), (name) =>
          t('A link wants to create a key ({0}) on production {1}', scopes, name),
        )
      : askedOn(there.connection, t('A link wants to open the playground'), (name) =>
          t('A link wants to open the playground on production {0}', name),
        );
  const role =
    there.role === undefined ? '' : ` ${t('Your role there: {0}.', serverWord(there.role))}`;
  await confirm({
    message,
    detail: [
      whereText(there) + role,
      ...(isElsewhere ? [t('You are in {0} now and would switch.', here.workspaceName)] : []),
      t('It only opens the prompts. Nothing is changed before you have answered them.'),
    ],
    buttons: [t('Continue')],
  });
  return there;
}

async function find(
  ports: ListedKeys & ControlPlanes,
  { workspace }: Link,
): Promise<SessionContext> {
  if (workspace === undefined) return (await ports.keyList.here()).context;
  const { connection, management } = await openCurrent(ports);
  const { workspaces } = await management.me();
  const found = workspaces.find(
    (each) => each.workspace_id === workspace || each.slug === workspace,
  );
  if (!found) {
    throw new UserFacingError(
      t(
        'A link wants to go to the control-plane workspace {0}. You are not a member of one of that name on {1}. Nothing was done.',
        workspace,
        connection.name,
      ),
      [{ label: t('Switch Connection…'), command: 'keyrail.switchConnection' }],
    );
  }
  return {
    connection,
    workspaceId: found.workspace_id,
    workspaceName: found.display_name,
    workspaceSlug: found.slug,
    role: found.membership_role,
  };
}
