import { t } from '@vscode/l10n';
import { UserFacingError } from '../domain/errors.ts';
import { governanceLinks } from '../domain/firstRun/governanceLinks.ts';
import { consoleOf } from '../editor/connection/console.ts';
import type { KeyList } from '../editor/keys/keyList.ts';
import type { Snapshot } from '../editor/keys/snapshot.ts';
import type { WorkspaceDetail } from '../wire/workspaces.ts';

/**
 * Tells before anything is asked what the control plane would refuse for the plan. The plan may have
 * changed since it was read, so it is read again before it refuses, and where it is not known; one that
 * cannot be read refuses nothing here.
 *
 * @param refusal why not, of a plan that refuses
 * @throws UserFacingError
 */
export async function requireOfPlan(
  keyList: Pick<KeyList, 'snapshot' | 'refresh'>,
  refusal: (detail: WorkspaceDetail) => string | undefined,
): Promise<void> {
  const refused = () => keyList.snapshot.detail && refusal(keyList.snapshot.detail);
  if (keyList.snapshot.detail !== undefined && refused() === undefined) return;
  await keyList.refresh();
  const sentence = refused();
  if (sentence !== undefined) throw new UserFacingError(sentence, [planPage(keyList.snapshot)]);
}

function planPage({ detail, connection }: Snapshot) {
  const [page] = governanceLinks(detail, consoleOf(connection));
  return page
    ? { label: t('Open Plan Page'), command: 'vscode.open', args: [page.url] }
    : {
        label: t('See Usage and Plan'),
        command: 'keyrail.openChecklist',
        args: [{ step: 'usage' }],
      };
}
