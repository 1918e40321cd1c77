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
import type { HasConnections, HasKeyList, HasSessions } from '../ports.ts';
import { createKey } from '../keys/createKey.ts';
import { openCurrent } from '../firstRun/openCurrent.ts';
import { keyPorts } from '../keys/editorPorts.ts';
import { openPlayground } from '../firstRun/openPlayground.ts';

/**
 * Opens what a link asks for, after naming where it wants to go. Nothing is changed before the
 * person has answered the same questions as without a link. Never rejects.
 */
export async function openLink(services: Services, uri: Uri): Promise<void> {
  try {
    const link = parseLink(uri.path, uri.query);
    const context = await agree(services, link);
    if (context.workspaceId !== services.keyList.snapshot.context?.workspaceId) {
      await services.connections.useWorkspace(context.connection, context.workspaceId);
      await services.keyList.refresh();
    }
    if (link.to === 'create')
      await createKey(keyPorts(services, undefined), undefined, link.scopes);
    else await openPlayground(services, undefined);
  } catch (error) {
    if (!(error instanceof CancelledError)) await report(error, services.log);
  }
}

/** The place the person agreed to go to. @throws CancelledError */
async function agree(
  services: HasKeyList & HasConnections & HasSessions,
  link: Link,
): Promise<SessionContext> {
  const there = await find(services, link);
  const here = services.keyList.snapshot.context;
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
  services: HasKeyList & HasConnections & HasSessions,
  { workspace }: Link,
): Promise<SessionContext> {
  if (workspace === undefined) return (await services.keyList.here()).context;
  const { connection, management } = await openCurrent(services);
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
